// Messages at the head of the page: what went wrong, what was just done and how to take it back.
import { t } from "./words";

/** A message with a button that undoes what it reports. */
export interface Undo {
  text: string;
  label: string;
  /** The page it belongs to: it goes when another one is shown. */
  on: string;
  back: () => Promise<void> | void;
}

/** The message shown to the user, with an optional undo. */
export class Notices {
  text = "";
  undo: Undo | null = null;

  constructor(private readonly changed: () => void) {}

  say(text: string): void {
    this.text = text;
    this.changed();
  }

  /** Say what was done, with the way back. */
  offer(text: string, label: string, back: Undo["back"], on: string | null = null): void {
    this.undo = { text, label, on: on ?? currentPage(), back };
    this.text = "";
    this.changed();
  }

  /** Say what was done, with a way to open it again, and go to a page; `on` null: stay. */
  offerAndGo(text: string, on: string | null, reopen: string, label = t("Rouvrir")): void {
    const back = () => {
      location.hash = `#/${reopen}`;
    };
    this.offer(text, label, back, on);
    if (on !== null) location.hash = `#/${on}`;
  }

  takeBack(): void {
    const back = this.undo?.back;
    this.undo = null;
    void back?.();
  }

  /** Another page is shown: the messages of the former one go. */
  pageChanged(): void {
    this.text = "";
    if (this.undo && this.undo.on !== currentPage()) this.undo = null;
  }
}

function currentPage(): string {
  return location.hash.replace(/^#\/?/, "");
}
