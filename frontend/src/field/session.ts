// Who uses this phone, whether the server knows them, and how wrong the phone's clock is.
import { setCurrentUser, setPendingSignOut } from "../offline/db";
import { adopt, enrol } from "../offline/device";
import { endSession } from "../offline/sign_out";
import type { FieldModel } from "./model";

/** What the app can show. */
export type Phase = "starting" | "unknown-user" | "home-screen" | "refused" | "signed-out" | "empty" | "ready";
/** Why the snapshot was removed from this phone while something on it was still to be sent. */
export type RemovalReason = "" | "signed-out" | "revoked";

/** A clock that is wrong by less, in seconds, is taken as it is: the server does the same. */
const CLOCK_TOLERANCE = 300;

/** Who is signed in on this phone, and whether the snapshot may be shown. */
export class Session {
  phase: Phase = "starting";
  person = "";
  removed: RemovalReason = "";
  /** How far this phone's clock is behind the server's, in seconds. */
  clockError = 0;
  /** When the server last answered, by this phone's clock. */
  lastAnswerAt = "";
  private verified = false;

  constructor(private readonly model: FieldModel) {}

  /** Return the server's time as far as it is known. */
  now(): Date {
    return new Date(Date.now() + (this.clockIsWrong ? this.clockError * 1000 : 0));
  }
  get clockIsWrong(): boolean {
    return Math.abs(this.clockError) > CLOCK_TOLERANCE;
  }

  /** Read what this phone stored of the session. Throws when the browser stores nothing. */
  async load(): Promise<void> {
    const { outbox } = this.model;
    this.clockError = (await outbox.meta<number>("clock")) ?? 0;
    this.lastAnswerAt = (await outbox.meta<string>("last_answer_at")) ?? "";
    this.removed = (await outbox.meta<RemovalReason>("removal_reason")) ?? "";
  }

  async noteClock(seconds: number): Promise<void> {
    this.clockError = seconds;
    await this.model.outbox.setMeta({ clock: seconds });
  }
  async noteAnswer(): Promise<void> {
    this.lastAnswerAt = new Date().toISOString();
    await this.model.outbox.setMeta({ last_answer_at: this.lastAnswerAt });
  }

  /** Enrol this browser as the signed-in user's; return whether that worked. */
  async signIn(): Promise<boolean> {
    const { model } = this;
    // A sign-out made without a network comes first: that session must not bring the snapshot back.
    const unknown = await endSession();
    const csrf = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
    const enrolment = unknown
      ? { why: unknown.failure, status: unknown.status }
      : await enrol(csrf, (await model.outbox?.meta<string>("device")) ?? "");
    if ("why" in enrolment) {
      if (!this.person) this.phase = "unknown-user";
      if (model.sync.reason !== "revoked") model.sync.note(enrolment.why, enrolment.status);
      model.changed();
      return false;
    }
    await adopt(enrolment);
    if (enrolment.person !== this.person || !model.outbox) {
      model.records.reset();
      await model.openFor(enrolment.person);
    }
    this.removed = "";
    if (this.phase === "signed-out") this.phase = "empty";
    return true;
  }

  /** Check once a start that the signed-in user is the one whose snapshot this is; else replace it by theirs. */
  async verify(): Promise<boolean> {
    if (this.verified) return true;
    const answer = await this.model.snapshot.checkUser();
    this.verified = answer === "done";
    if (answer !== "other-user") return true;
    await this.clearSnapshot("");
    if (await this.signIn()) {
      this.verified = true;
      await this.model.sync.fetchSnapshot(true);
    }
    return false;
  }

  /** Remove the snapshot and the token from this phone; what is to be sent stays. */
  async clearSnapshot(reason: RemovalReason): Promise<void> {
    const { model } = this;
    await model.snapshot.clear();
    await model.outbox.setMeta({ token: "", removal_reason: reason });
    model.records.forget();
    this.removed = reason;
    this.phase = reason === "signed-out" ? "signed-out" : "empty";
    if (reason === "revoked") model.sync.note("revoked", 0);
    model.changed();
  }

  /** Sign out, with or without a network; the user stays known here while something is still to be sent. */
  async signOut(): Promise<void> {
    await setPendingSignOut(this.person);
    await this.clearSnapshot("signed-out");
    if (!this.model.waiting.count && !this.model.drafts.list.length) await setCurrentUser("");
    await endSession();
  }
}
