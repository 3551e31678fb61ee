// Suggests colleagues after "@" in fields with `data-mentions`, the address that finds them. Listens on the document so
// that fields brought by a later answer have it too; the field itself is never replaced and keeps the focus.
import { getJson } from "../site/dom";
import { mentionBefore } from "./typed_mention";

type Field = HTMLInputElement | HTMLTextAreaElement;

const LIST_ID = "mention-options";
const DELAY = 150;
let timer = 0;
let requests = 0;

/** Handle typing and keys in fields that take mentions. */
export function setUpMentions(): void {
  document.addEventListener("input", (event) => {
    const field = fieldOf(event.target);
    if (field) ask(field);
  });
  // Before the keys of forms and lists: Enter takes a suggestion and does not send the form.
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("focusout", (event) => {
    const field = fieldOf(event.target);
    if (field) close(field);
  });
}

function fieldOf(target: EventTarget | null): Field | null {
  return target instanceof Element && target.matches("[data-mentions]") ? (target as Field) : null;
}

/** Ask for colleagues once the typing pauses; an answer to older text is dropped. */
function ask(field: Field): void {
  window.clearTimeout(timer);
  const typed = mentionBefore(field.value, field.selectionStart ?? 0);
  requests += 1;
  if (typed === null) {
    close(field);
    return;
  }
  const mine = requests;
  timer = window.setTimeout(async () => {
    const url = `${field.dataset.mentions}&q=${encodeURIComponent(typed)}`;
    const { labels } = await getJson<{ labels: string[] }>(url).catch(() => ({ labels: [] }));
    if (mine === requests && document.activeElement === field) show(field, labels);
  }, DELAY);
}

function show(field: Field, labels: string[]): void {
  close(field);
  if (labels.length === 0) return;
  const list = document.createElement("ul");
  list.id = LIST_ID;
  list.className = "dropdown-menu show mention-options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "@");
  labels.forEach((label, index) => {
    const option = document.createElement("li");
    option.id = `${LIST_ID}-${index}`;
    option.className = "dropdown-item";
    option.setAttribute("role", "option");
    option.textContent = label;
    // On pointerdown: a click would take the focus from the field first, and close the list.
    option.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      take(field, label);
    });
    list.append(option);
  });
  field.after(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", LIST_ID);
  field.setAttribute("aria-expanded", "true");
  choose(field, 0);
}

function options(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`#${LIST_ID} [role=option]`)];
}

function choose(field: Field, index: number): void {
  options().forEach((option, place) => {
    option.classList.toggle("active", place === index);
    option.setAttribute("aria-selected", String(place === index));
    if (place === index) field.setAttribute("aria-activedescendant", option.id);
  });
}

function onKey(event: KeyboardEvent): void {
  const field = fieldOf(event.target);
  const items = options();
  if (!field || items.length === 0 || event.isComposing) return;
  const index = items.findIndex((item) => item.classList.contains("active"));
  if (event.key === "ArrowDown") choose(field, (index + 1) % items.length);
  else if (event.key === "ArrowUp") choose(field, (index + items.length - 1) % items.length);
  else if (event.key === "Enter" || event.key === "Tab") take(field, items[index]?.textContent ?? "");
  else if (event.key === "Escape") close(field);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Replace what was typed after "@" by a label; the text around it and the focus stay. */
function take(field: Field, label: string): void {
  const caret = field.selectionStart ?? field.value.length;
  const typed = mentionBefore(field.value, caret) ?? "";
  field.setRangeText(`${label} `, caret - typed.length, caret, "end");
  close(field);
  requests += 1;
}

function close(field: Field): void {
  document.getElementById(LIST_ID)?.remove();
  for (const name of ["role", "aria-autocomplete", "aria-controls", "aria-expanded", "aria-activedescendant"])
    field.removeAttribute(name);
}
