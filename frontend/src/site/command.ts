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

export function setUpCommand(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as HTMLElement;
    if (target.closest("[data-command-open]")) openCommand();
    if (target === dialog()) dialog()?.close();
  });
  document.addEventListener("keydown", (event) => {
    const box = dialog();
    if (!box?.open) return;
    const items = [...box.querySelectorAll<HTMLAnchorElement>("a.list-group-item")];
    const at = items.findIndex((i) => i.classList.contains("active"));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length];
      for (const item of items) {
        item.classList.toggle("active", item === next);
        item.toggleAttribute("aria-current", item === next);
      }
      next?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && (items[at] ?? items[0])) {
      event.preventDefault();
      (items[at] ?? items[0])?.click();
    }
  });
}
