// What is taken along: fetched in parts, sealed where the browser can, gone after its days, at sign-out and at
// revocation.
import { type Failure, troubleOf } from "../outbox/answers";
import type { Outbox } from "./outbox";

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}
interface Plain {
  plain: string;
}
export interface Size {
  parts: number;
  bytes: number;
}

/** "stranger": somebody else is signed in here, or this phone may read no more. */
export type Fetched = "done" | Failure | "sign-in" | "stranger";
const DAY = 86_400_000;

export class Board {
  /** The HTTP status of the server's last failure. */
  status = 0;
  constructor(
    private readonly outbox: Outbox,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Fetch the tour, then the rest; `step` hears how many parts of how many are here. */
  async fetchAll(step: (done: number, total: number) => void): Promise<Fetched> {
    const first = await this.fetchPart("tour");
    if (first !== "done") return first;
    step(1, 3);
    const second = await this.fetchPart("index");
    if (second !== "done") return second;
    const shards = (await this.read<{ shards: number }>("index"))?.shards ?? 0;
    const parts = [...Array.from({ length: shards }, (_, i) => String(i)), "prices"];
    for (const [i, part] of parts.entries()) {
      step(2 + i, 2 + parts.length);
      const got = await this.fetchPart(part);
      if (got !== "done") return got;
    }
    await this.forgetShards(shards);
    await this.outbox.setMeta({ board_at: this.now().toISOString() });
    step(2 + parts.length, 2 + parts.length);
    return "done";
  }

  async fetchPart(part: string): Promise<Fetched> {
    const answer = await this.get(part, 60_000);
    if (typeof answer === "string") return answer;
    await this.put(part, answer.text);
    return "done";
  }

  private async get(part: string, timeout: number): Promise<{ text: string } | Exclude<Fetched, "done">> {
    let response: Response;
    try {
      response = await fetch(`/sync/v1/board/${part}`, {
        credentials: "same-origin",
        redirect: "manual",
        cache: "no-store",
        headers: { Accept: "application/json", "X-Arpent-Device": (await this.outbox.meta<string>("device")) ?? "" },
        signal: AbortSignal.timeout(timeout),
      });
    } catch {
      return "offline";
    }
    if (response.type === "opaqueredirect") return "sign-in";
    if (response.status === 401) return "stranger";
    let text: string;
    try {
      text = await response.text();
    } catch {
      return "offline";
    }
    const trouble = troubleOf(response, response.ok && isJson(text));
    if (trouble) {
      this.status = trouble.status;
      return trouble.failure;
    }
    return { text };
  }

  /** Ask whether whoever is signed in may see what is on board here: a phone goes from hand to hand. */
  async who(): Promise<Fetched> {
    const answer = await this.get("who", 8000);
    return typeof answer === "string" ? answer : "done";
  }

  async put(part: string, text: string): Promise<void> {
    const key = await this.key(true);
    let value: Sealed | Plain = { plain: text };
    if (key) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      value = { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text)) };
    }
    await this.outbox.keeper.run(async (db) => {
      await db.put("board", value, part);
    });
  }

  /** Return a part, null when it is not on board, too old, or cannot be opened any more. */
  async read<T>(part: string): Promise<T | null> {
    const value = (await this.outbox.keeper.run((db) => db.get("board", part))) as Sealed | Plain | undefined;
    if (!value) return null;
    if ("plain" in value) return JSON.parse(value.plain) as T;
    const key = await this.key(false);
    if (!key) return null;
    try {
      return JSON.parse(
        new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: value.iv }, key, value.data)),
      ) as T;
    } catch {
      return null;
    }
  }

  /**
   * Wipe what is too old: the days the administrator gave, counted from when the tour was made, and when all last came.
   */
  async expire(made: string, days: number): Promise<boolean> {
    const oldest = Math.min(Date.parse(made), Date.parse((await this.outbox.meta<string>("board_at")) ?? made));
    if (this.now().getTime() - oldest < days * DAY) return false;
    await this.wipe();
    return true;
  }

  /**
   * Forget all that is on board, the key first: what is left of it on the disk opens no more. What is to be sent stays.
   */
  async wipe(): Promise<void> {
    await this.outbox.keeper.write(["board", "meta"], async (tx) => {
      await tx.objectStore("meta").delete("board_key");
      await tx.objectStore("meta").delete("board_at");
      await tx.objectStore("board").clear();
    });
  }

  async size(): Promise<Size> {
    const values = (await this.outbox.keeper.run((db) => db.getAll("board"))) as (Sealed | Plain)[];
    return {
      parts: values.length,
      bytes: values.reduce((n, v) => n + ("plain" in v ? v.plain.length : v.data.byteLength), 0),
    };
  }

  private async forgetShards(kept: number): Promise<void> {
    await this.outbox.keeper.run(async (db) => {
      for (const key of await db.getAllKeys("board"))
        if (/^\d+$/.test(key) && Number(key) >= kept) await db.delete("board", key);
    });
  }

  /** The key never leaves this browser, and cannot be read out of it: only used. */
  private async key(make: boolean): Promise<CryptoKey | null> {
    if (!globalThis.crypto?.subtle) return null;
    const held = await this.outbox.meta<CryptoKey>("board_key");
    if (held || !make) return held ?? null;
    const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await this.outbox.setMeta({ board_key: fresh });
    return fresh;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
