/** Let the buttons "up" and "down" move an entry of a list, whose form sends the new order. */
export function setUpColumnOrder(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as HTMLElement).closest<HTMLButtonElement>("[data-sortable] [data-move]");
    const entry = button?.closest("li");
    if (!button || !entry) return;
    if (button.dataset.move === "up") entry.previousElementSibling?.before(entry);
    else entry.nextElementSibling?.after(entry);
    button.focus();
  });
}

/** Close an open tool of a list (columns, view) by Escape or a click elsewhere, as menus do. */
export function setUpListTools(): void {
  const close = (tool: HTMLDetailsElement): void => {
    tool.open = false;
  };
  document.addEventListener("click", (event) => {
    for (const tool of document.querySelectorAll<HTMLDetailsElement>("details.list-tool[open]"))
      if (!tool.contains(event.target as Node)) close(tool);
  });
  document.addEventListener("keydown", (event) => {
    const tool = (event.target as HTMLElement).closest<HTMLDetailsElement>("details.list-tool[open]");
    if (event.key !== "Escape" || !tool) return;
    close(tool);
    tool.querySelector("summary")?.focus();
  });
}
