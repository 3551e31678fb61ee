// The grid and the server: unsent changes go, what others wrote comes, acts are undone.
import { type Attempt, OutboxSender, Timer } from "../outbox/core";
import { toast } from "../site/dom";
import type { QuoteLines } from "./lines";
import type { Batch } from "./outbox";
import { type GridAnswer, readPage, saveEdits, sendHeartbeat, token } from "./server";
import type { Words } from "./types";
import type { ConnectionState, GridView } from "./view";

const HEARTBEAT = 8000,
  RETRY = 3000,
  BUSY = 200;

/** Sends edits of lines, and receives the changes of others. */
export class GridSync {
  private readonly sender: OutboxSender<Batch, GridAnswer>;
  private readonly timer = new Timer(() => void this.flush());
  /** Addresses that undo what was saved here, the last one last. */
  private readonly undo: string[] = [];

  constructor(
    private readonly node: HTMLElement,
    private readonly lines: QuoteLines,
    private readonly view: GridView,
    private readonly words: Words,
    private readonly connection: ConnectionState,
  ) {
    this.sender = new OutboxSender<Batch, GridAnswer>(lines.outbox, (batch) => this.save(batch), {
      window: 1,
      patience: 1,
    });
  }

  start(): void {
    addEventListener("online", () => this.soon(0));
    if (this.lines.outbox.size) {
      toast(this.words.unsent_restored);
      this.soon(0);
    }
    setInterval(() => {
      if (document.visibilityState === "visible") void this.heartbeat();
    }, HEARTBEAT);
    void this.heartbeat();
  }

  soon(delayMs: number): void {
    this.timer.start(delayMs);
  }

  private async flush(): Promise<void> {
    const { outbox } = this.lines;
    if (!outbox.size) return;
    const { reason } = await this.sender.send();
    if (reason === "busy") return this.soon(BUSY);
    if (reason === "closed") return this.close();
    const signIn = reason === "sign-in",
      failed = signIn || reason === "offline" || reason === "server" || reason === "portal";
    this.connection.offline = failed && !signIn;
    // A new sign-in in another tab has another token: reading the page takes it up.
    this.connection.signedOut = signIn && !(await readPage());
    if (failed) {
      this.view.drawStatus();
      return this.soon(RETRY);
    }
    this.view.draw();
    if (outbox.size) this.soon(0);
  }

  private async save({ edits }: Batch): Promise<Attempt<GridAnswer>> {
    this.view.drawStatus();
    const result = await saveEdits(this.node.dataset.url ?? "", edits);
    if ("sentence" in result) toast(result.sentence, "danger");
    if (result.kind === "stored") this.take(result.answer);
    return result;
  }

  private take({ grid, undo, voided }: GridAnswer): void {
    this.connection.offline = this.connection.signedOut = false;
    this.lines.grid = grid;
    if (undo) this.undo.push(undo);
    this.view.drawUndo(this.undo.length > 0);
    if (!voided) return;
    toast(this.words.voided, "warning");
    void this.refreshHead();
  }

  private async refreshHead(): Promise<void> {
    this.view.replaceHead(await readPage());
  }

  /** The version accepts no more changes: what was not stored stays on the page, to be copied. */
  close(): void {
    this.lines.closed = true;
    this.view.drawClosed();
  }

  private async heartbeat(): Promise<void> {
    const { lines, view, connection } = this;
    if (lines.outbox.busy || lines.closed) return;
    const answer = await sendHeartbeat(this.node.dataset.heartbeat ?? "", lines.grid.revision);
    if (answer === "sign-in" && !connection.signedOut && !(await readPage())) {
      connection.signedOut = true;
      view.drawStatus();
    }
    if (typeof answer === "string" || answer.sentence) return;
    view.drawOthers(answer.others);
    if (connection.offline || connection.signedOut) {
      connection.offline = connection.signedOut = false;
      view.drawStatus();
      this.soon(0);
    }
    if (!answer.grid || lines.outbox.busy || answer.grid.revision === lines.grid.revision) return;
    const before = lines.grid.state;
    lines.grid = answer.grid;
    view.draw();
    if (!lines.grid.open) return lines.outbox.size ? this.close() : location.reload();
    if (lines.grid.state !== before) void this.refreshHead();
  }

  get canUndo(): boolean {
    return this.undo.length > 0;
  }

  /** Undo the last save of this page. */
  async undoLast(): Promise<void> {
    const url = this.undo.pop();
    if (!url) return;
    const done = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token() } }).then(
      (a) => a.ok,
      () => false,
    );
    if (!done) this.undo.push(url);
    await this.heartbeat();
    toast(done ? this.words.undone : this.words.not_undone, done ? "info" : "danger");
    this.view.drawUndo(this.canUndo);
  }
}
