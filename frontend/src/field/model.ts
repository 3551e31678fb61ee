// What the field app knows and does: one object that pages read and act through, and that tells them when it changed.

import { hashesOf, idOfBytes } from "../offline/attachments";
import { Board, type Size } from "../offline/board";
import {
  type Body,
  type Draft,
  isFull,
  Keeper,
  setWhoIsHere,
  setWhoSignedOut,
  type TakenFile,
  whoIsHere,
} from "../offline/db";
import { adopt, askToKeep, enrol, needsHomeScreen } from "../offline/device";
import { endSession } from "../offline/leaving";
import { draftParcels, hashOf, OPEN_STATES, Outbox, type Waiting } from "../offline/outbox";
import { Sender } from "../offline/sender";
import type { Reason } from "../outbox/core";
import type { PriceStep } from "./prices";
import type { IndexRow, Stop } from "./pure";
import { sketchBytes } from "./sketch";
import { t } from "./words";

export interface FormSection {
  id: string;
  kind: string;
  title: string;
  choices: string[];
  required: boolean;
}
export interface FormData_ {
  id: string;
  name: string;
  purpose: string;
  checklist: string[];
  sections: FormSection[];
}
export interface Question {
  id: string;
  text: string;
  kind: string;
  unit: string;
  values: string[];
  why: string;
  follow_up: string;
  bears: boolean;
  sign: string;
}
export interface Guide {
  id: string;
  name: string;
  questions: Question[];
}
export interface Site {
  id: string;
  name: string;
  address: string;
  city: string;
  lat: number | null;
  lon: number | null;
  hours: string;
  confirmed_on: string;
  preferred: string;
}
export interface Contact {
  id: string;
  name: string;
  function: string;
  phone: string;
  mobile: string;
  email: string;
  objected: boolean;
}
export interface Deal {
  id: string;
  title: string;
  stage: string;
  amount: string;
  need: string;
  competitor: string;
  next_step: string;
  next_step_on: string;
}
export interface OfferRow {
  id: string;
  deal: string;
  number: string;
  title: string;
  state: string;
  valid_until: string;
  net: string;
  margin: string;
}
export interface PastVisit {
  id: string;
  edition: number;
  own: boolean;
  by: string;
  body: Body;
  files?: TakenFile[];
}
export interface Sheet {
  id: string;
  name: string;
  relationship: string;
  siren: string;
  phone: string;
  email: string;
  website: string;
  last_visit_on: string;
  next_due_on: string;
  next_step: string;
  next_step_on: string;
  reliability: number;
  sites: Site[];
  contacts: Contact[];
  tags: string[];
  timeline: { at: string; kind: string; title: string; body: string }[];
  visits?: PastVisit[];
  deals?: Deal[];
  offers?: OfferRow[];
  local?: boolean;
}
export interface TourDay {
  date: string;
  home: [number, number];
  estimated: boolean;
  stops: Stop[];
}
export interface Tour {
  made_at: string;
  person: { id: string; name: string; role: string };
  policy: { prices: boolean; margins: boolean; expiry_days: number };
  days: TourDay[];
  start: { label: string; point: [number, number] | null };
  sheets: Record<string, Sheet>;
  forms: FormData_[];
  guides: Guide[];
}
/** `steps` with the campaign of `percent` taken off; `whole`: sold by the piece. */
export type PriceRow = [
  reference: string,
  name: string,
  unit: string,
  steps: PriceStep[],
  cost: string,
  percent: string,
  whole: boolean,
];
export interface PriceList {
  id: string;
  name: string;
  currency: string;
  segment: string;
  rows: PriceRow[];
}

export type Phase = "starting" | "stranger" | "home-screen" | "refused" | "signed-out" | "empty" | "ready";
/** Why the sheets left this phone while something on it was still to be sent. */
export type Left = "" | "signed-out" | "revoked";
const REFRESH = 30 * 60_000,
  RETRY = 30_000;
/** A clock that is wrong by less is taken as it is, in seconds: the server does the same. */
const CLOCK_TOLERANCE = 300;

export class FieldModel extends EventTarget {
  phase: Phase = "starting";
  outbox!: Outbox;
  board!: Board;
  sender!: Sender;
  person = "";
  tour: Tour | null = null;
  index: { rows: IndexRow[]; shard: number; shards: number } | null = null;
  drafts: Draft[] = [];
  waiting: Waiting = { count: 0, lines: 0, oldest: "" };
  open = 0;
  reason: Reason = "done";
  sending = false;
  loading: [number, number] | null = null;
  persisted: boolean | null = null;
  left: Left = "";
  /** How far this phone's clock is behind the server's, in seconds. */
  clockError = 0;
  /** The HTTP status of the server's last failure. */
  status = 0;
  /** When the server last answered, by this phone's clock. */
  heardAt = "";
  fresh = false;
  notice = "";
  /** What was just done, with the way back; shown on the page `on`, and gone with it. */
  undo: { words: string; label: string; on: string; back: () => Promise<void> | void } | null = null;
  /** By id of a draft: the work of a page that was left, still storing what was open in it. */
  readonly closing = new Map<string, Promise<unknown>>();
  size: Size = { parts: 0, bytes: 0 };
  private timer = 0;
  private checked = false;
  private shards = new Map<string, Record<string, Sheet>>();

  /** Return the server's time as far as it is known: the day shown, and how late one is, are counted with it. */
  now(): Date {
    return new Date(Date.now() + (this.clockIsWrong ? this.clockError * 1000 : 0));
  }
  get clockIsWrong(): boolean {
    return Math.abs(this.clockError) > CLOCK_TOLERANCE;
  }

  changed(): void {
    this.dispatchEvent(new Event("change"));
  }
  say(text: string): void {
    this.notice = text;
    this.changed();
  }

  /** Tell what was done on a page, with a way to open it again, and go there; `on` null: stay where one is. */
  answerAndGo(words: string, on: string | null, reopen: string, label = t("Rouvrir")): void {
    this.offer(
      words,
      label,
      () => {
        location.hash = `#/${reopen}`;
      },
      on,
    );
    if (on !== null) location.hash = `#/${on}`;
  }
  offer(words: string, label: string, back: () => Promise<void> | void, on: string | null = null): void {
    this.undo = { words, label, on: on ?? here(), back };
    this.notice = "";
    this.changed();
  }
  /** Another page is shown: what was told of the former one goes, what belongs to this one stays. */
  moved(): void {
    this.notice = "";
    if (this.undo && this.undo.on !== here()) this.undo = null;
  }

  /** Open what is kept here; the network comes second. */
  async start(): Promise<void> {
    if (needsHomeScreen()) {
      this.phase = "home-screen";
      this.changed();
      return;
    }
    try {
      this.person = await whoIsHere();
    } catch {
      this.phase = "refused";
      this.changed();
      return;
    }
    if (this.person) await this.openFor(this.person);
    else await this.signIn();
    addEventListener("online", () => void this.sync());
    addEventListener("offline", () => {
      if (this.reason !== "revoked") this.reason = "offline";
      this.changed();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.sync();
    });
    setInterval(() => {
      this.changed();
      void this.expire();
      if (["offline", "server", "portal"].includes(this.reason)) void this.sync();
    }, 60_000);
    void this.sync();
  }

  private async openFor(person: string): Promise<void> {
    this.person = person;
    this.outbox = new Outbox(new Keeper(person));
    this.board = new Board(this.outbox, () => this.now());
    this.sender = new Sender(this.outbox, person);
    try {
      this.clockError = (await this.outbox.meta<number>("clock")) ?? 0;
      this.heardAt = (await this.outbox.meta<string>("heard_at")) ?? "";
      this.left = (await this.outbox.meta<Left>("left")) ?? "";
      this.tour = await this.board.read<Tour>("tour");
    } catch {
      this.phase = "refused";
      this.changed();
      return;
    }
    if (this.left === "revoked") this.reason = "revoked";
    this.phase = this.tour ? "ready" : this.left === "signed-out" ? "signed-out" : "empty";
    await this.refresh();
    await this.expire();
  }

  /** Wipe what has been on board too long: asked at each start and each minute, for an app may stay open for days. */
  private async expire(): Promise<void> {
    if (!this.tour || !(await this.board.expire(this.tour.made_at, this.tour.policy.expiry_days))) return;
    this.forget();
    this.changed();
  }
  private forget(): void {
    this.tour = null;
    this.index = null;
    this.shards.clear();
    this.phase = "empty";
  }

  /** Ask who is signed in, and make this browser known as that person's. */
  async signIn(): Promise<boolean> {
    // Whoever signed out without a network is signed out first: their session must not bring the sheets back.
    const unknown = await endSession();
    const csrf = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
    const told = unknown
      ? { why: unknown.failure, status: unknown.status }
      : await enrol(csrf, (await this.outbox?.meta<string>("device")) ?? "");
    if ("why" in told) {
      if (!this.person) this.phase = "stranger";
      if (this.reason !== "revoked") [this.reason, this.status] = [told.why, told.status];
      this.changed();
      return false;
    }
    await adopt(told);
    if (told.person !== this.person || !this.outbox) {
      this.shards.clear();
      this.index = null;
      await this.openFor(told.person);
    }
    this.left = "";
    if (this.phase === "signed-out") this.phase = "empty";
    return true;
  }

  /** Read again what pages show of the outbox. */
  async refresh(): Promise<void> {
    if (!this.outbox) return;
    [this.drafts, this.waiting] = [await this.outbox.drafts(), await this.outbox.waiting()];
    this.open = (await this.outbox.allKnown()).filter((k) => OPEN_STATES.has(k.state)).length;
    this.changed();
  }

  /** Send, hear, fetch: whatever the network allows now. */
  async sync(force = false): Promise<void> {
    if (this.sending || !this.outbox) {
      if (!this.outbox && this.phase === "stranger" && (await this.signIn())) await this.sync(force);
      return;
    }
    this.sending = true;
    clearTimeout(this.timer);
    this.changed();
    try {
      if (!(await this.outbox.meta<string>("token")) && !(await this.signIn())) return;
      let outcome = await this.sender.send();
      if (outcome.reason === "sign-in" && (await this.signIn())) outcome = await this.sender.send();
      if (!(await this.knowsWhoeverIsHere())) return;
      [this.reason, this.status] = [outcome.reason, this.sender.status];
      if (outcome.sent) await this.noteHeard();
      if (outcome.reason === "revoked") {
        await this.leaveBoard("revoked");
        return;
      }
      this.persisted = await askToKeep();
      await this.refresh();
      if (!["offline", "server"].includes(outcome.reason)) await this.report();
      if (!(await this.outbox.meta<string>("token"))) return;
      if (["done", "kept"].includes(this.reason)) await this.fetchBoard(force);
    } finally {
      this.sending = false;
      await this.refresh();
      if (this.waiting.count || this.reason === "server") this.timer = window.setTimeout(() => void this.sync(), RETRY);
    }
  }

  /**
   * Once a start: whoever is signed in must be whose sheets these are; else they go, and what that person has to send
   * waits.
   */
  private async knowsWhoeverIsHere(): Promise<boolean> {
    if (this.checked) return true;
    const who = await this.board.who();
    this.checked = who === "done";
    if (who !== "stranger") return true;
    await this.leaveBoard("");
    if (await this.signIn()) {
      this.checked = true;
      await this.fetchBoard(true);
    }
    return false;
  }

  private async report(): Promise<void> {
    const told = await this.sender.report({
      persisted: this.persisted,
      app: document.documentElement.dataset.app ?? "",
    });
    if (told === "revoked") return this.leaveBoard("revoked");
    if (typeof told === "string") {
      [this.reason, this.status] = [told, this.sender.status];
      return;
    }
    this.clockError = told.clock;
    await this.outbox.setMeta({ clock: told.clock });
    await this.noteHeard();
    if ((await this.outbox.waiting()).count) {
      const again = await this.sender.send();
      this.reason = again.reason;
    }
  }

  private async noteHeard(): Promise<void> {
    this.heardAt = new Date().toISOString();
    await this.outbox.setMeta({ heard_at: this.heardAt });
  }

  /** Fetch the board when it is older than half an hour, or when asked. */
  async fetchBoard(force = false): Promise<void> {
    const made = await this.outbox.meta<string>("board_at");
    if (!force && made && this.tour && this.now().getTime() - Date.parse(made) < REFRESH) return;
    try {
      const got = await this.board.fetchAll((done, total) => {
        this.loading = [done, total];
        if (done === 1) void this.readTour();
        this.changed();
      });
      if (got !== "done" && got !== "stranger") [this.reason, this.status] = [got, this.board.status];
      if (got === "stranger") {
        await this.leaveBoard("");
        if (await this.signIn()) await this.fetchBoard(true);
        return;
      }
      if (got === "done") {
        this.shards.clear();
        this.index = null;
        await this.readTour();
        await this.outbox.forgetOld();
        void warmMaps(this.tour);
      }
    } catch (error) {
      if (!isFull(error)) throw error;
      await this.board.wipe();
      await this.outbox.forgetOld(2);
      this.say(
        t(
          "Le téléphone est plein : les fiches ne tiennent plus à bord. Ce que vous écrivez est gardé ; libérez" +
            " de la place, puis rechargez les fiches.",
        ),
      );
    } finally {
      this.loading = null;
      this.size = await this.board.size();
      this.changed();
    }
  }

  private async readTour(): Promise<void> {
    this.tour = await this.board.read<Tour>("tour");
    if (this.tour) this.phase = "ready";
    this.changed();
  }

  /** Keep the tour as it was changed here, until the server's comes. */
  async keepTour(): Promise<void> {
    if (this.tour) await this.board.put("tour", JSON.stringify(this.tour));
    this.changed();
  }

  async rows(): Promise<IndexRow[]> {
    this.index ??= await this.board.read("index");
    return this.index?.rows ?? [];
  }

  /** Return a company's sheet: of the tour, of the board, or written here and not yet there. */
  async sheet(id: string): Promise<Sheet | null> {
    const near = this.tour?.sheets[id];
    if (near) return near;
    const rows = await this.rows(),
      at = rows.findIndex((r) => r[0] === id);
    if (at >= 0 && this.index) {
      // Where it stands in the index; elsewhere when the network went between the index and the shards.
      const likely = Math.floor(at / this.index.shard),
        others = Array.from({ length: this.index.shards }, (_, i) => i).filter((i) => i !== likely);
      for (const shard of [likely, ...others].map(String)) {
        const found = (await this.shard(shard))[id];
        if (found) return found;
      }
    }
    const known = await this.outbox.known(id);
    return known?.kind === "company" ? localSheet(id, known.body) : null;
  }

  /** Return a visit that is on board, with the name of its company; null when it is not. */
  async pastVisit(id: string): Promise<(PastVisit & { name: string }) | null> {
    const of = (sheets: Record<string, Sheet>) =>
      Object.values(sheets)
        .flatMap((s) => (s.visits ?? []).map((v) => ({ ...v, name: s.name })))
        .find((v) => v.id === id);
    const near = of(this.tour?.sheets ?? {});
    if (near) return near;
    await this.rows();
    for (let n = 0; n < (this.index?.shards ?? 0); n++) {
      const found = of(await this.shard(String(n)));
      if (found) return found;
    }
    return null;
  }

  private async shard(name: string): Promise<Record<string, Sheet>> {
    if (!this.shards.has(name))
      this.shards.set(name, (await this.board.read<{ sheets: Record<string, Sheet> }>(name))?.sheets ?? {});
    return this.shards.get(name) ?? {};
  }

  prices(): Promise<{ day: string; lists: PriceList[] } | null> {
    return this.board.read("prices");
  }

  /** Save a draft; a full disk is told, and nothing that was written before is lost. */
  async save(draft: Draft): Promise<boolean> {
    try {
      await this.outbox.saveDraft(draft);
    } catch (error) {
      if (isFull(error) && (await this.makeRoom(() => this.outbox.saveDraft(draft)))) {
        this.list(draft);
        return true;
      }
      this.say(
        isFull(error)
          ? t(
              "Le téléphone est plein : ce dernier mot n’est pas encore gardé. Laissez cette page ouverte et " +
                "libérez de la place.",
            )
          : t("Ce navigateur refuse de garder la saisie : laissez cette page ouverte et copiez votre texte."),
      );
      return false;
    }
    this.list(draft);
    return true;
  }

  /** Show a draft that was just saved among those that are not finished. */
  private list(draft: Draft): void {
    const former = this.drafts.find((d) => d.id === draft.id);
    this.drafts = former ? this.drafts.map((d) => (d.id === draft.id ? draft : d)) : [...this.drafts, draft];
    if (former?.label !== draft.label) this.changed();
  }

  /** Finish a draft: from here on it is on its way. */
  async finish(draft: Draft): Promise<boolean> {
    try {
      await this.outbox.finish(draft);
    } catch (error) {
      if (
        !(
          isFull(error) &&
          (await this.makeRoom(async () => {
            await this.outbox.finish(draft);
          }))
        )
      ) {
        this.say(
          t(
            "Le téléphone est plein ou refuse d’écrire : le brouillon est gardé tel qu’il était. Libérez de la " +
              "place, puis terminez de nouveau.",
          ),
        );
        return false;
      }
    }
    await this.refresh();
    void this.sync();
    return true;
  }

  /** What is on board can be fetched again, what was written cannot: the board gives way. */
  private async makeRoom(again: () => Promise<void>): Promise<boolean> {
    try {
      await this.board.wipe();
      await this.outbox.forgetOld(0);
      await again();
    } catch {
      return false;
    }
    this.say(t("Le téléphone était plein : les fiches à bord ont été enlevées pour garder votre saisie."));
    return true;
  }

  /** Drop a draft, with a way back. */
  async dropDraft(draft: Draft): Promise<void> {
    await this.outbox.dropDraft(draft.id);
    this.offer(
      t("Brouillon abandonné : %(name)s.", { name: draft.label }),
      t("Annuler"),
      async () => {
        await this.outbox.saveDraft(draft);
        await this.refresh();
      },
      "",
    );
    await this.refresh();
  }

  /** Return what was finished here as a draft again, with its files; null when this phone does not have it any more. */
  async reopen(id: string): Promise<Draft | null> {
    const known = await this.outbox.known(id);
    return known
      ? {
          id: known.id,
          kind: known.kind,
          body: { ...known.body },
          rev: known.rev,
          label: known.label,
          at: "",
          files: await this.outbox.filesOf(id),
        }
      : null;
  }

  async leaveBoard(left: Left): Promise<void> {
    await this.board.wipe();
    await this.outbox.setMeta({ token: "", left });
    this.forget();
    this.left = left;
    if (left === "revoked") this.reason = "revoked";
    if (left === "signed-out") this.phase = "signed-out";
    this.changed();
  }

  /**
   * Sign out, with or without a network: the sheets and the token go, and the person too unless something is still to
   * be sent.
   */
  async signOut(): Promise<void> {
    await setWhoSignedOut(this.person);
    await this.leaveBoard("signed-out");
    if (!this.waiting.count && !this.drafts.length) await setWhoIsHere("");
    await endSession();
  }

  /**
   * Return all that is to be sent, drafts as they stand included, as one file that a person can keep, mail or bring in
   * at the desk.
   */
  async exported(): Promise<Blob> {
    const drafts = await this.outbox.drafts(),
      files: Record<string, string> = {};
    const add = async (bytes: ArrayBuffer | null, hash?: string): Promise<string> => {
      if (!bytes) return "";
      const sha256 = hash ?? (await hashOf(bytes));
      files[sha256] = await toText(bytes);
      return sha256;
    };
    const whole = await Promise.all(drafts.map((draft) => this.closed(draft, add)));
    const parcels = [...(await this.outbox.parcels()), ...whole.flatMap(draftParcels)];
    for (const hash of new Set([...parcels.map((p) => p.sha256), ...drafts.flatMap(hashesOf)]))
      if (hash && !files[hash]) await add(await this.outbox.file(hash), hash);
    return new Blob(
      [
        JSON.stringify(
          {
            arpent: 1,
            person: this.person,
            device: await this.outbox.meta<string>("device"),
            made_at: new Date().toISOString(),
            parcels,
            drafts,
            files,
          },
          null,
          1,
        ),
      ],
      { type: "application/json" },
    );
  }

  /**
   * Return a draft with what is open in its widgets made part of it, without changing the one that is being written.
   */
  private async closed(draft: Draft, add: (bytes: ArrayBuffer | null) => Promise<string>): Promise<Draft> {
    const { strokes, recording, contact_line: line } = draft.widgets ?? {},
      files = [...draft.files],
      body = { ...draft.body };
    const file = (kind: TakenFile["kind"], type: string, sha256: string) => {
      if (sha256) files.push({ id: idOfBytes(sha256), kind, type, sha256, caption: "", taken_at: draft.at });
    };
    if (strokes?.length) file("sketch", "image/png", await add(await sketchBytes(strokes)));
    const parts = (await Promise.all((recording?.parts ?? []).map((hash) => this.outbox.file(hash)))).filter(
      (x) => x !== null,
    );
    if (recording && parts.length) file("sound", recording.type, await add(await new Blob(parts).arrayBuffer()));
    if (line) body.said = [String(body.said ?? ""), line].filter(Boolean).join("\n");
    return { ...draft, files, body };
  }
}

/** Return the page that is shown. */
function here(): string {
  return location.hash.replace(/^#\/?/, "");
}

function toText(bytes: ArrayBuffer): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^data:[^,]*,/, ""));
    reader.onerror = () => fail(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(new Blob([bytes]));
  });
}

/** Have the worker keep the outlines and the communes around the tour, so that its map draws without a network. */
async function warmMaps(tour: Tour | null): Promise<void> {
  const root = document.querySelector<HTMLElement>("[data-outlines]");
  if (!root || !tour) return;
  const codes = new Set<string>();
  for (const sheet of Object.values(tour.sheets))
    for (const site of sheet.sites) {
      const code = /\b(\d{5})\b/.exec(site.address)?.[1];
      if (code) codes.add(code.startsWith("97") ? code.slice(0, 3) : code.slice(0, 2));
    }
  const pattern = root.dataset.contours ?? "";
  for (const url of [root.dataset.outlines ?? "", ...[...codes].map((c) => pattern.replace("DEP", c))])
    await fetch(url).catch(() => undefined);
}

export function localSheet(id: string, body: Body): Sheet {
  const text = (name: string) => String(body[name] ?? "");
  return {
    id,
    name: text("name"),
    relationship: text("relationship") || "prospect",
    siren: text("siren"),
    phone: text("phone"),
    email: text("email"),
    website: "",
    last_visit_on: "",
    next_due_on: "",
    next_step: "",
    next_step_on: "",
    reliability: 0,
    contacts: [],
    tags: [],
    timeline: [],
    local: true,
    sites: [
      {
        id: "",
        name: "",
        address: [text("address"), `${text("postcode")} ${text("city")}`.trim()].filter(Boolean).join(", "),
        city: text("city"),
        lat: (body.lat as number) ?? null,
        lon: (body.lon as number) ?? null,
        hours: "",
        confirmed_on: "",
        preferred: "",
      },
    ],
  };
}
