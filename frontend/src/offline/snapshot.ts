// The offline snapshot: a copy of the user's data, fetched in parts, encrypted where the browser can, deleted when it
// expires, at sign-out and at revocation.
import { type Failure, troubleOf } from "../outbox/answers";
import type { DeviceOutbox } from "./outbox";

interface Encrypted {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}
interface Plain {
  plain: string;
}

/** Size of the stored snapshot. */
export interface Size {
  parts: number;
  bytes: number;
}

/** "other-user": another user is signed in, or this device may not read any more. */
export type Fetched = "done" | Failure | "sign-in" | "other-user";
const DAY = 86_400_000;

/** Fetches, stores and deletes the offline snapshot. */
export class Snapshot {
  /** The HTTP status of the server's last failure. */
  status = 0;
  constructor(
    private readonly outbox: DeviceOutbox,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Fetch the tour, then the other parts; `step` is called with the number of parts fetched and of all. */
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
      const result = await this.fetchPart(part);
      if (result !== "done") return result;
    }
    await this.deleteShards(shards);
    await this.outbox.setMeta({ snapshot_at: this.now().toISOString() });
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
      response = await fetch(`/sync/v1/snapshot/${part}`, {
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
    if (response.status === 401) return "other-user";
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

  /** Check that the signed-in user may read this snapshot: a phone may be shared. */
  async checkUser(): Promise<Fetched> {
    const answer = await this.get("user", 8000);
    return typeof answer === "string" ? answer : "done";
  }

  async put(part: string, text: string): Promise<void> {
    const key = await this.key(true);
    let value: Encrypted | Plain = { plain: text };
    if (key) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      value = { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text)) };
    }
    await this.outbox.database.run(async (db) => {
      await db.put("snapshot", value, part);
    });
  }

  /** Return a part, null when it is missing or cannot be decrypted. */
  async read<T>(part: string): Promise<T | null> {
    const value = (await this.outbox.database.run((db) => db.get("snapshot", part))) as Encrypted | Plain | undefined;
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

  /** Delete the snapshot after `days` days, counted from the older of: the tour was made, all parts were fetched. */
  async expire(made: string, days: number): Promise<boolean> {
    const oldest = Math.min(Date.parse(made), Date.parse((await this.outbox.meta<string>("snapshot_at")) ?? made));
    if (this.now().getTime() - oldest < days * DAY) return false;
    await this.clear();
    return true;
  }

  /** Delete the snapshot and its key; without the key, what remains on the disk is unreadable. The outbox stays. */
  async clear(): Promise<void> {
    await this.outbox.database.write(["snapshot", "meta"], async (tx) => {
      await tx.objectStore("meta").delete("snapshot_key");
      await tx.objectStore("meta").delete("snapshot_at");
      await tx.objectStore("snapshot").clear();
    });
  }

  async size(): Promise<Size> {
    const values = (await this.outbox.database.run((db) => db.getAll("snapshot"))) as (Encrypted | Plain)[];
    return {
      parts: values.length,
      bytes: values.reduce((n, v) => n + ("plain" in v ? v.plain.length : v.data.byteLength), 0),
    };
  }

  private async deleteShards(count: number): Promise<void> {
    await this.outbox.database.run(async (db) => {
      for (const key of await db.getAllKeys("snapshot"))
        if (/^\d+$/.test(key) && Number(key) >= count) await db.delete("snapshot", key);
    });
  }

  /** Return the encryption key; it is not extractable and never leaves this browser. */
  private async key(create: boolean): Promise<CryptoKey | null> {
    if (!globalThis.crypto?.subtle) return null;
    const existing = await this.outbox.meta<CryptoKey>("snapshot_key");
    if (existing || !create) return existing ?? null;
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await this.outbox.setMeta({ snapshot_key: key });
    return key;
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
