// The kanban board of deals: drag a card to another stage; a stage that requires fields opens its page.
import { getJson, toast } from "../site/dom";

/** Let deals be dragged to another stage of the board. */
export function mount(node: HTMLElement): void {
  let dragged: HTMLElement | null = null;
  const column = (event: Event): HTMLElement | null =>
    (event.target as HTMLElement).closest<HTMLElement>("[data-stage]");
  const clear = (): void => {
    for (const one of node.querySelectorAll(".drop-ok")) one.classList.remove("drop-ok");
  };
  node.addEventListener("dragstart", (event) => {
    dragged = (event.target as HTMLElement).closest("[data-deal]");
    event.dataTransfer?.setData("text/plain", dragged?.dataset.deal ?? "");
  });
  node.addEventListener("dragend", () => {
    dragged = null;
    clear();
  });
  node.addEventListener("dragover", (event) => {
    const target = column(event);
    if (!dragged || !target || target.contains(dragged)) return;
    event.preventDefault();
    clear();
    target.classList.add("drop-ok");
  });
  node.addEventListener("drop", (event) => {
    const target = column(event);
    if (!dragged || !target || target.contains(dragged)) return;
    event.preventDefault();
    // The URL of a move, with placeholders for the deal and the stage.
    const [before, between] = (node.dataset.move ?? "").split("00000000-0000-0000-0000-000000000000");
    const url = `${before}${dragged.dataset.deal}${between}${target.dataset.stage}`;
    // The stage shown on this page: the server refuses the move when another user has moved the card.
    const from = dragged.closest<HTMLElement>("[data-stage]")?.dataset.stage ?? "";
    void drop(url, from);
  });
}

async function drop(url: string, from: string): Promise<void> {
  try {
    const answer = await getJson<{ moved: boolean; sentence?: string }>(`${url}?from=${from}`, { method: "POST" });
    if (answer.moved) {
      location.reload();
      return;
    }
    // The stage requires fields that are missing: open its page.
    toast(answer.sentence ?? "", "warning");
    location.assign(url);
  } catch (error) {
    toast((error as Error).message, "warning");
    location.assign(url);
  }
}
