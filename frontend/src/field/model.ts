// The state of the field app, by concern; pages draw themselves again at each `change`.
import { currentUser, Database } from "../offline/db";
import { needsHomeScreen } from "../offline/device";
import { DeviceOutbox, OPEN_STATES, type Waiting } from "../offline/outbox";
import { Sender } from "../offline/sender";
import { Snapshot } from "../offline/snapshot";
import { Drafts } from "./drafts";
import { exportOutbox } from "./export";
import { Notices } from "./notices";
import { Records } from "./records";
import { Session } from "./session";
import { Sync } from "./sync";

/** State of the app, shared by its pages; dispatches an event when it changes. */
export class FieldModel extends EventTarget {
  readonly session = new Session(this);
  readonly records = new Records(this);
  readonly drafts = new Drafts(this);
  readonly sync = new Sync(this);
  readonly notices = new Notices(() => this.changed());
  // Opened once a user is known.
  outbox!: DeviceOutbox;
  snapshot!: Snapshot;
  sender!: Sender;
  waiting: Waiting = { count: 0, lines: 0, oldest: "" };
  /** Number of records that need a decision. */
  open = 0;
  /** A newer version of the app is ready. */
  updated = false;

  changed(): void {
    this.dispatchEvent(new Event("change"));
  }

  /** Open what is stored here; the network comes second. */
  async start(): Promise<void> {
    const { session } = this;
    if (needsHomeScreen()) session.phase = "home-screen";
    else
      try {
        session.person = await currentUser();
      } catch {
        session.phase = "refused";
      }
    if (session.phase !== "starting") return this.changed();
    if (session.person) await this.openFor(session.person);
    else await session.signIn();
    this.sync.start();
  }

  /** Open a user's data on this phone. */
  async openFor(person: string): Promise<void> {
    const { session, records } = this;
    session.person = person;
    this.outbox = new DeviceOutbox(new Database(person));
    this.snapshot = new Snapshot(this.outbox, () => session.now());
    this.sender = new Sender(this.outbox, person);
    try {
      await session.load();
      await records.loadTour();
    } catch {
      session.phase = "refused";
      return this.changed();
    }
    if (session.removed === "revoked") this.sync.reason = "revoked";
    session.phase = records.tour ? "ready" : session.removed === "signed-out" ? "signed-out" : "empty";
    await this.refresh();
    await this.expire();
  }

  /** Remove a snapshot that is too old: checked at each start and each minute, for an app may stay open for days. */
  async expire(): Promise<void> {
    const { tour } = this.records;
    if (!tour || !(await this.snapshot.expire(tour.made_at, tour.policy.expiry_days))) return;
    this.records.forget();
    this.session.phase = "empty";
    this.changed();
  }

  /** Show the tour once it has come. */
  async showTour(): Promise<void> {
    await this.records.loadTour();
    if (this.records.tour) this.session.phase = "ready";
    this.changed();
  }

  /** Read again what pages show of the outbox. */
  async refresh(): Promise<void> {
    if (!this.outbox) return;
    [this.drafts.list, this.waiting] = [await this.outbox.drafts(), await this.outbox.waiting()];
    this.open = (await this.outbox.records()).filter((k) => OPEN_STATES.has(k.state)).length;
    this.changed();
  }

  exported(): Promise<Blob> {
    return exportOutbox(this.outbox, this.session.person);
  }
}
