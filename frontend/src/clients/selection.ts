// Bulk selection in the list: a checkbox per row and one for all; the action bar shows the count.
function refresh(): void {
  const form = document.querySelector<HTMLElement>("[data-selection]");
  if (!form) return;
  const boxes = [...document.querySelectorAll<HTMLInputElement>("input[name=ids]")].filter(
    (b) => b.offsetParent !== null,
  );
  const chosen = boxes.filter((b) => b.checked).length;
  form.hidden = chosen === 0;
  const count = form.querySelector("[data-count]");
  if (count) count.textContent = String(chosen);
}

/** Show the value input that belongs to the chosen field. */
function showValue(select: HTMLSelectElement): void {
  const form = select.form;
  if (!form) return;
  for (const name of ["value_relationship", "value_owner", "value"]) {
    const field = form.elements.namedItem(name) as HTMLElement | null;
    const wanted =
      select.value === "relationship" || select.value === "owner"
        ? `value_${select.value}`
        : select.value === "delete"
          ? ""
          : "value";
    if (field) field.hidden = name !== wanted;
  }
}

/** Handle the selection of rows in lists: select all, and the value that the chosen bulk change needs. */
export function setUpSelection(): void {
  const choice = document.querySelector<HTMLSelectElement>("[data-selection] [name=field]");
  if (choice) showValue(choice);
  document.addEventListener("change", (event) => {
    const box = event.target as HTMLInputElement;
    if (box.matches("[data-select-all]")) {
      for (const one of document.querySelectorAll<HTMLInputElement>("input[name=ids]")) {
        if (one.offsetParent !== null) one.checked = box.checked;
      }
    }
    if (box.matches("[data-select-all], input[name=ids]")) refresh();
    if (box.matches("[data-selection] [name=field]")) showValue(event.target as unknown as HTMLSelectElement);
  });
}
