// The description of a line in a dialog: saved by OK, discarded by Cancel or Escape.
import { type Line, make, type Words } from "./types";

/** Open a dialog to edit a line's description; `save` receives the text. */
export function editDescription(line: Line, text: string, words: Words, save: (text: string) => void): void {
  const area = make("textarea", { class: "form-control", rows: "6", "aria-label": words.description });
  area.value = text;
  const ok = make("button", { class: "btn btn-primary mt-2", value: "ok" }, "OK"),
    cancel = make("button", { class: "btn mt-2 ms-2", value: "cancel", formnovalidate: "" }, words.cancel);
  const dialog = make(
    "dialog",
    { class: "command p-3", "aria-label": `${words.description}, ${line.label}` },
    make("form", { method: "dialog" }, make("h2", { class: "h4" }, line.label), area, ok, cancel),
  );
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "ok" && area.value !== line.description) save(area.value);
    dialog.remove();
  });
  dialog.showModal();
}
