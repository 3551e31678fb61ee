// The command palette (Ctrl-K): finds companies, sites, contacts and pages.
import htmx from "htmx.org";

function dialog(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>("dialog.command");
}

/** Open the command palette, with its search run again. */
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

/** Expose the chosen result to assistive technology. */
function markChosen(box: HTMLElement, items: HTMLAnchorElement[], chosen: HTMLAnchorElement | undefined): void {
  const input = box.querySelector("input");
  input?.setAttribute("aria-expanded", String(items.length > 0));
  if (chosen) input?.setAttribute("aria-activedescendant", chosen.id);
  else input?.removeAttribute("aria-activedescendant");
}

/** Put the number of results, or the sentence that says there are none, into the live region. */
function count(box: HTMLElement): void {
  const items = hits(box),
    status = box.querySelector<HTMLElement>("[data-command-count]");
  markChosen(
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

/** Handle the keyboard and the results of the command palette. */
export function setUpCommand(): void {
  // At the swap too: the chosen result of the former list no longer exists, before htmx has finished with the new list.
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
      // By default a search field would only be emptied.
      event.preventDefault();
      box.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length];
      for (const item of items) {
        item.classList.toggle("active", item === next);
        item.setAttribute("aria-selected", String(item === next));
      }
      markChosen(box, items, next);
      next?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && (items[at] ?? items[0])) {
      event.preventDefault();
      (items[at] ?? items[0])?.click();
    }
  });
}
