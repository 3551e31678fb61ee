// The company picker: a combobox over the companies found by the server, and the creation of one in a dialog.
import htmx from "htmx.org";

/** Give a picker its keyboard, its options and its dialog. */
export function mount(root: HTMLElement): void {
  const id = root.querySelector<HTMLInputElement>("input[type=hidden]"),
    box = root.querySelector<HTMLInputElement>("input[role=combobox]"),
    list = root.querySelector<HTMLElement>("[role=listbox]");
  if (!id || !box || !list) return;
  const items = () => [...list.querySelectorAll<HTMLElement>("[role=option]:not([aria-disabled])")];
  let active = -1;

  const show = (open: boolean): void => {
    list.classList.toggle("show", open);
    box.setAttribute("aria-expanded", String(open));
    if (!open) box.removeAttribute("aria-activedescendant");
  };
  const mark = (index: number): void => {
    active = index;
    items().forEach((item, i) => {
      item.classList.toggle("active", i === index);
      item.setAttribute("aria-selected", String(i === index));
      if (i !== index) return;
      box.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    });
  };
  const choose = (company: string, label: string): void => {
    id.value = company;
    box.value = label;
    box.setCustomValidity("");
    show(false);
    box.focus();
    show(false);
    id.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const take = (item: HTMLElement | undefined): void => {
    if (item?.dataset.company) choose(item.dataset.company, (item.textContent ?? "").trim());
    else if (item?.dataset.new !== undefined) create(root, item.dataset.new, choose, box);
  };

  // Options that answer an earlier text are dropped at once; Enter waits for those of the text as it stands.
  let awaited = false,
    enter = false;
  box.addEventListener("input", () => {
    id.value = "";
    awaited = true;
    enter = false;
    list.replaceChildren();
    show(false);
  });
  list.addEventListener("htmx:afterSwap", () => {
    awaited = false;
    if (document.activeElement !== box || id.value) return;
    if (enter) {
      enter = false;
      take(items()[0]);
      return;
    }
    show(list.childElementCount > 0);
    // Typing first: nothing is chosen by Enter until something was typed.
    mark(box.value.trim() ? 0 : -1);
  });
  box.addEventListener("blur", () => show(false));
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the box keeps the focus
  });
  list.addEventListener("click", (event) => {
    take((event.target as HTMLElement).closest<HTMLElement>("[role=option]") ?? undefined);
  });
  box.addEventListener("keydown", (event) => {
    const open = list.classList.contains("show"),
      all = items();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) show(all.length > 0);
      else if (all.length) mark((active + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length);
    } else if (event.key === "Enter" && awaited && box.value.trim()) {
      event.preventDefault();
      enter = true;
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      take(all[active]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      show(false);
    }
  });
}

/** Open the creation of a company in a dialog; what is created, or recognised as known, is chosen. */
function create(
  root: HTMLElement,
  name: string,
  choose: (company: string, label: string) => void,
  opener: HTMLElement,
): void {
  const address = root.dataset.create;
  if (!address) return;
  const dialog = document.createElement("dialog"),
    body = document.createElement("div");
  dialog.className = "command";
  dialog.setAttribute("aria-label", root.dataset.createTitle ?? "");
  body.dataset.dialogBody = "";
  dialog.append(body);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    opener.focus();
  });
  dialog.addEventListener("click", (event) => {
    const target = event.target as HTMLElement,
      known = target.closest<HTMLElement>("button[data-company]");
    if (known?.dataset.company) {
      dialog.close();
      choose(known.dataset.company, known.dataset.label ?? "");
    } else if (target.closest("[data-dialog-close]")) dialog.close();
  });
  body.addEventListener("htmx:afterSwap", () => {
    const created = body.querySelector<HTMLElement>("[data-created]");
    if (!created) return;
    dialog.close();
    choose(created.dataset.company ?? "", created.dataset.label ?? "");
  });
  void htmx.ajax("get", `${address}?name=${encodeURIComponent(name)}`, { target: body, swap: "innerHTML" });
  dialog.showModal();
}
