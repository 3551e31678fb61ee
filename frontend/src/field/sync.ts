// The field app and the server: when to send, to report and to fetch the snapshot, and in which state that is.
import { isFull } from "../offline/db";
import { requestPersistence } from "../offline/device";
import { type Reason, Timer } from "../outbox/core";
import type { FieldModel } from "./model";
import type { Tour } from "./types";
import { t } from "./words";

const REFRESH = 30 * 60_000,
  RETRY = 30_000,
  MINUTE = 60_000;
const TRANSIENT: ReadonlySet<Reason> = new Set<Reason>(["offline", "server", "portal"]);

/** Sends pending submissions and fetches the snapshot. */
export class Sync {
  reason: Reason = "done";
  /** The HTTP status of the server's last failure. */
  status = 0;
  sending = false;
  /** Parts of the snapshot that have come, and their number, while it is fetched. */
  loading: [done: number, total: number] | null = null;
  /** Whether the browser promised not to remove our data; null where it cannot be asked. */
  persisted: boolean | null = null;
  private readonly timer = new Timer(() => void this.run());

  constructor(private readonly model: FieldModel) {}

  note(reason: Reason, status: number): void {
    [this.reason, this.status] = [reason, status];
  }

  start(): void {
    addEventListener("online", () => void this.run());
    addEventListener("offline", () => {
      if (this.reason !== "revoked") this.reason = "offline";
      this.model.changed();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.run();
    });
    setInterval(() => {
      this.model.changed();
      void this.model.expire();
      if (TRANSIENT.has(this.reason)) void this.run();
    }, MINUTE);
    void this.run();
  }

  /** Send, report and fetch, as far as the network allows now. `force`: fetch the snapshot whatever its age. */
  async run(force = false): Promise<void> {
    const { model } = this;
    if (this.sending) return;
    if (!model.outbox) {
      if (model.session.phase === "unknown-user" && (await model.session.signIn())) await this.run(force);
      return;
    }
    this.sending = true;
    this.timer.stop();
    model.changed();
    try {
      await this.exchange(force);
    } finally {
      this.sending = false;
      await model.refresh();
      if (model.waiting.count || this.reason === "server") this.timer.start(RETRY);
    }
  }

  private async exchange(force: boolean): Promise<void> {
    const { model } = this,
      { session } = model;
    if (!(await this.hasToken()) && !(await session.signIn())) return;
    // A sign-in may open another user's outbox: the sender is read after it.
    let outcome = await model.sender.send();
    if (outcome.reason === "sign-in" && (await session.signIn())) outcome = await model.sender.send();
    if (!(await session.verify())) {
      // The signed-in user's own outbox is open now: what waits in it leaves at once.
      if (await this.hasToken()) this.note((await model.sender.send()).reason, model.sender.status);
      return;
    }
    this.note(outcome.reason, model.sender.status);
    if (outcome.sent) await session.noteAnswer();
    if (outcome.reason === "revoked") return session.clearSnapshot("revoked");
    this.persisted = await requestPersistence();
    await model.refresh();
    if (!["offline", "server"].includes(outcome.reason)) await this.report();
    if ((await this.hasToken()) && ["done", "refused"].includes(this.reason)) await this.fetchSnapshot(force);
  }

  private async hasToken(): Promise<boolean> {
    return !!(await this.model.outbox.meta<string>("token"));
  }

  private async report(): Promise<void> {
    const { session, sender, outbox } = this.model;
    const app = document.documentElement.dataset.app ?? "";
    const state = await sender.report({ persisted: this.persisted, app });
    if (state === "revoked") return session.clearSnapshot("revoked");
    if (typeof state === "string") return this.note(state, sender.status);
    await session.noteClock(state.clock);
    await session.noteAnswer();
    if (await outbox.count()) this.reason = (await sender.send()).reason;
  }

  /** Fetch the snapshot when it is older than half an hour, or when asked. */
  async fetchSnapshot(force = false): Promise<void> {
    const { model } = this,
      { session, snapshot, records } = model;
    const fetchedAt = await model.outbox.meta<string>("snapshot_at");
    const age = fetchedAt ? session.now().getTime() - Date.parse(fetchedAt) : Number.POSITIVE_INFINITY;
    if (!force && records.tour && age < REFRESH) return;
    try {
      const result = await snapshot.fetchAll((done, total) => {
        this.loading = [done, total];
        if (done === 1) void model.showTour();
        model.changed();
      });
      if (result === "other-user") {
        await session.clearSnapshot("");
        if (await session.signIn()) await this.fetchSnapshot(true);
      } else if (result === "done") {
        records.reset();
        await model.showTour();
        await model.outbox.deleteOld();
        void warmMaps(records.tour);
      } else this.note(result, snapshot.status);
    } catch (error) {
      if (!isFull(error)) throw error;
      await this.giveUpSnapshot();
    } finally {
      this.loading = null;
      await records.measure();
      model.changed();
    }
  }

  private async giveUpSnapshot(): Promise<void> {
    await this.model.snapshot.clear();
    await this.model.outbox.deleteOld(2);
    this.model.notices.say(
      t(
        "Le téléphone est plein : les fiches ne tiennent plus à bord. Ce que vous écrivez est gardé ; libérez " +
          "de la place, puis rechargez les fiches.",
      ),
    );
  }
}

/** Have the service worker cache the outlines and the communes around the tour: its map draws without a network. */
async function warmMaps(tour: Tour | null): Promise<void> {
  const root = document.querySelector<HTMLElement>("[data-outlines]");
  if (!root || !tour) return;
  const codes = new Set<string>();
  for (const { sites } of Object.values(tour.records))
    for (const { address } of sites) {
      const code = /\b(\d{5})\b/.exec(address)?.[1];
      if (code) codes.add(code.startsWith("97") ? code.slice(0, 3) : code.slice(0, 2));
    }
  const pattern = root.dataset.contours ?? "";
  for (const url of [root.dataset.outlines ?? "", ...[...codes].map((c) => pattern.replace("DEP", c))])
    await fetch(url).catch(() => undefined);
}
