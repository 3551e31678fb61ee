// Bulk selection in the list: a box per row, one for all; the bar of actions shows how many.
function refresh(): void {
  const form = document.querySelector<HTMLElement>("[data-selection]");
  if (!form) return;
  const boxes = [...document.querySelectorAll<HTMLInputElement>("input[name=ids]")].filter((b) => b.offsetParent !== null);
  const chosen = boxes.filter((b) => b.checked).length;
  form.hidden = chosen === 0;
  const count = form.querySelector("[data-count]");
  if (count) count.textContent = String(chosen);
}

export function setUpSelection(): void {
  document.addEventListener("change", (event) => {
    const box = event.target as HTMLInputElement;
    if (box.matches("[data-select-all]")) {
      for (const one of document.querySelectorAll<HTMLInputElement>("input[name=ids]")) {
        if (one.offsetParent !== null) one.checked = box.checked;
      }
    }
    if (box.matches("[data-select-all], input[name=ids]")) refresh();
  });
}
