// The menu of a row: one popover for the whole grid.
import { type Line, make, type Words } from "./types";

const ACTS = [
  "up",
  "down",
  "insert",
  "duplicate",
  "included",
  "option",
  "alternative",
  "description",
  "remove",
] as const;

/** Menu of a line: one popover for all rows. */
export class RowMenu {
  private readonly list = make("div", { class: "row-menu-list", popover: "auto", id: "row-menu", role: "menu" });
  private key = "";
  private opener: HTMLElement | null = null;

  constructor(
    private readonly words: Words,
    private readonly perform: (act: string, key: string) => void,
  ) {
    this.list.setAttribute("aria-label", words.more);
    document.body.append(this.list);
    this.list.addEventListener("click", (e) => {
      const act = (e.target as HTMLElement).closest<HTMLElement>("[data-act]")?.dataset.act;
      if (!act) return;
      this.list.hidePopover();
      this.perform(act, this.key);
    });
    this.list.addEventListener("keydown", (e) => {
      const items = [...this.list.querySelectorAll<HTMLElement>("button")],
        at = items.indexOf(document.activeElement as HTMLElement);
      const to =
        e.key === "ArrowDown"
          ? at + 1
          : e.key === "ArrowUp"
            ? at - 1
            : e.key === "Home"
              ? 0
              : e.key === "End"
                ? -1
                : null;
      if (to === null) return;
      e.preventDefault();
      items.at(to % items.length)?.focus();
    });
    this.list.addEventListener("toggle", (e) => {
      const open = (e as ToggleEvent).newState === "open";
      this.opener?.setAttribute("aria-expanded", String(open));
      if (!open && document.activeElement === document.body) this.opener?.focus();
    });
  }

  open(opener: HTMLElement, key: string, line: Line | null): void {
    this.key = key;
    this.opener = opener;
    const acts = ACTS.filter((a) =>
      line
        ? !(line.kind === "section" && ["included", "option", "alternative", "duplicate", "description"].includes(a)) &&
          a !== (line.role === "alternative" ? "" : line.role)
        : a === "remove",
    );
    this.list.replaceChildren(
      ...acts.map((a) =>
        make("button", { type: "button", role: "menuitem", class: "btn btn-sm", "data-act": a }, this.words[a]),
      ),
    );
    this.list.showPopover();
    const at = opener.getBoundingClientRect(),
      high = this.list.offsetHeight,
      wide = this.list.offsetWidth;
    this.list.style.setProperty(
      "top",
      `${Math.max(8, at.bottom + high > innerHeight ? Math.min(at.top, innerHeight - 8) - high : at.bottom)}px`,
    );
    this.list.style.setProperty("left", `${Math.max(8, at.right - wide)}px`);
    this.list.querySelector("button")?.focus();
  }
}
