// The week: drag a visit to another day; during the drag each day shows the cost of the move.
import htmx from "htmx.org";
import { getJson, toast } from "../site/dom";

interface Option {
  day: number;
  possible: boolean;
  text: string;
}

/** Let visits of a planned week be dragged to another day, each day showing the cost of the move. */
export function mount(node: HTMLElement): void {
  let dragged: HTMLElement | null = null;
  const clear = (): void => {
    for (const label of node.querySelectorAll(".move-cost")) label.remove();
    for (const day of node.querySelectorAll(".drop-ok, .drop-no")) day.classList.remove("drop-ok", "drop-no");
  };
  node.addEventListener("dragstart", (event) => {
    dragged = (event.target as HTMLElement).closest("[data-moves]");
    if (!dragged) return;
    event.dataTransfer?.setData("text/plain", dragged.dataset.task ?? "");
    getJson<{ options: Option[] }>(dragged.dataset.moves ?? "").then(
      ({ options }) => {
        if (dragged) showOptions(node, options);
      },
      (error: Error) => toast(error.message, "danger"),
    );
  });
  node.addEventListener("dragend", () => {
    dragged = null;
    clear();
  });
  node.addEventListener("dragover", (event) => {
    // A day without a price yet accepts the drop too: the server answers, with a message when it does not fit.
    if (dragged && (event.target as HTMLElement).closest(".week-day:not(.drop-no)")) event.preventDefault();
  });
  node.addEventListener("drop", (event) => {
    const day = (event.target as HTMLElement).closest<HTMLElement>(".week-day:not(.drop-no)");
    if (!dragged || !day) return;
    event.preventDefault();
    const url = dragged.dataset.move ?? "";
    const seen = node.closest<HTMLElement>("[data-seen]")?.dataset.seen ?? "";
    const values = { task: dragged.dataset.task ?? "", day: day.dataset.day ?? "", seen };
    clear();
    void htmx.ajax("post", url, { target: "#plan", swap: "outerHTML", values });
  });
}

function showOptions(node: HTMLElement, options: Option[]): void {
  for (const option of options) {
    const day = node.querySelector<HTMLElement>(`[data-day="${option.day}"]`);
    if (!day) continue;
    day.classList.add(option.possible ? "drop-ok" : "drop-no");
    const label = document.createElement("div");
    label.className = "move-cost";
    label.textContent = option.text;
    day.prepend(label);
  }
}
