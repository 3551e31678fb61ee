// Ctrl-K: one box that finds companies, sites, contacts and pages. Arrows choose, Enter opens.
import htmx from "htmx.org";

function dialog(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>("dialog.command");
}

export function openCommand(): void {
  const box = dialog();
  if (!box || box.open) return;
  box.showModal();
  const input = box.querySelector<HTMLInputElement>("input");
  input?.select();
  if (input) htmx.trigger(input, "search");
}

function hits(box: HTMLElement): HTMLAnchorElement[] {
  return [...box.querySelectorAll<HTMLAnchorElement>("a.list-group-item")];
}

/** Tell assistive technology which result is chosen, and how many there are. */
function tell(box: HTMLElement, items: HTMLAnchorElement[], chosen: HTMLAnchorElement | undefined): void {
  const input = box.querySelector("input");
  input?.setAttribute("aria-expanded", String(items.length > 0));
  if (chosen) input?.setAttribute("aria-activedescendant", chosen.id);
  else input?.removeAttribute("aria-activedescendant");
}

/** Put the number of results, or the sentence that says there are none, into the live region. */
function count(box: HTMLElement): void {
  const items = hits(box),
    status = box.querySelector<HTMLElement>("[data-command-count]");
  tell(
    box,
    items,
    items.find((i) => i.classList.contains("active")),
  );
  if (!status) return;
  const { one = "", many = "" } = status.dataset;
  status.textContent =
    items.length === 0
      ? (box.querySelector("#command-results")?.textContent?.trim() ?? "")
      : items.length === 1
        ? one
        : many.replace("#", String(items.length));
}

export function setUpCommand(): void {
  // At the swap too: the chosen result of the former list is gone at that moment, before the new one has settled.
  for (const moment of ["htmx:afterSwap", "htmx:afterSettle"]) {
    document.addEventListener(moment, (event) => {
      const box = dialog();
      if (box && (event.target as HTMLElement).id === "command-results") count(box);
    });
  }
  document.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    if (target.closest("[data-command-open]")) openCommand();
    if (target === dialog()) dialog()?.close();
  });
  document.addEventListener("keydown", (event) => {
    const box = dialog();
    if (!box?.open) return;
    const items = hits(box);
    const at = items.findIndex((i) => i.classList.contains("active"));
    if (event.key === "Escape") {
      // A search field would only empty itself at the first one.
      event.preventDefault();
      box.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length];
      for (const item of items) {
        item.classList.toggle("active", item === next);
        item.setAttribute("aria-selected", String(item === next));
      }
      tell(box, items, next);
      next?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && (items[at] ?? items[0])) {
      event.preventDefault();
      (items[at] ?? items[0])?.click();
    }
  });
}
