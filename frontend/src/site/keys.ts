// Keyboard shortcuts: Ctrl-K anywhere; ? lists them; g and a letter opens a page; j and k move in a list.
type Bindings = Record<string, () => void>;

/** Bind keyboard shortcuts, single keys or sequences of two. */
export function setUpKeys(bindings: Bindings): void {
  let prefix = "";
  document.addEventListener("keydown", (event) => {
    const combo = `${event.ctrlKey || event.metaKey ? "ctrl+" : ""}${event.key.toLowerCase()}`;
    const bound = bindings[combo];
    if (bound) {
      event.preventDefault();
      bound();
      return;
    }
    const target = event.target as HTMLElement;
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      target.closest("input, textarea, select, dialog[open], [contenteditable]")
    )
      return;
    if (event.key === "?") {
      document.querySelector<HTMLDialogElement>("dialog.keys")?.showModal();
    } else if (prefix === "g") {
      document.querySelector<HTMLAnchorElement>(`[data-key="g ${event.key}"]`)?.click();
    } else {
      document.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`)?.click();
    }
    prefix = event.key === "g" && prefix !== "g" ? "g" : "";
  });
}
