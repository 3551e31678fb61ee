// Forms: check the size of a file before it is uploaded, drop zones, filters that submit themselves.
import { toast } from "./dom";

/** Submit selects that filter, check the size of files, and accept dropped files. */
export function setUpForms(): void {
  document.addEventListener("change", (event) => {
    const field = event.target as HTMLInputElement;
    if (field.matches("[data-submit]")) field.form?.requestSubmit();
    if (field.type === "file" && field.dataset.maxBytes) checkFile(field);
  });
  document.addEventListener("dragover", (event) => {
    const zone = (event.target as HTMLElement).closest?.(".dropzone");
    if (zone && (event as DragEvent).dataTransfer?.types.includes("Files")) {
      event.preventDefault();
      zone.classList.add("over");
    }
  });
  document.addEventListener("dragleave", (event) => (event.target as HTMLElement).classList?.remove("over"));
  document.addEventListener("drop", (event) => {
    const zone = (event.target as HTMLElement).closest?.(".dropzone");
    const input = zone?.querySelector<HTMLInputElement>("input[type=file]");
    const files = (event as DragEvent).dataTransfer?.files;
    if (!zone || !input || !files?.length) return;
    event.preventDefault();
    zone.classList.remove("over");
    input.files = files;
    if (checkFile(input)) input.form?.requestSubmit();
  });
}

function checkFile(field: HTMLInputElement): boolean {
  const file = field.files?.[0];
  if (file && file.size > Number(field.dataset.maxBytes)) {
    toast(field.dataset.tooLarge ?? "", "danger");
    field.value = "";
    return false;
  }
  return true;
}
