// Sending from the phone: order, retries, lost answers, portals, conflicts, an ended sign-in, a revoked phone.
import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import { Database } from "../src/offline/db";
import { DeviceOutbox } from "../src/offline/outbox";
import { Sender } from "../src/offline/sender";

interface Put {
  id: string;
  seq: number;
  body: unknown;
}
let people = 0;
let outbox: DeviceOutbox;
let sender: Sender;
/** Submissions as the server received them. */
let received: Put[];
let respond: (put: Put) => Response | Promise<Response>;

const json = (data: unknown, status = 200) =>
  new Response(JSON.stringify(data), { status, headers: { "Content-Type": "application/json" } });
const stored = (put: Put, more: Record<string, unknown> = {}) =>
  json({
    id: put.id,
    stored: true,
    revision: 1,
    state: "applied",
    sentence: "",
    version: `v-${put.id}`,
    epoch: "e1",
    ...more,
  });
const finish = (id: string, kind = "visit", body: Record<string, unknown> = { said: id }) =>
  outbox.post(kind, id, body, id);
const left = async () => (await outbox.submissions()).map((p) => p.id);

beforeEach(async () => {
  const person = `sender-${people++}`;
  outbox = new DeviceOutbox(new Database(person));
  await outbox.setMeta({ token: "secret", epoch: "e1" });
  sender = new Sender(outbox, person);
  received = [];
  respond = (put) => stored(put);
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    const { seq, body } = JSON.parse(String(init.body)) as Put;
    const put = { id: url.split("/").at(-1) ?? "", seq, body };
    received.push(put);
    return respond(put);
  });
});

test("everything that waits is sent, oldest first, and the outbox is empty", async () => {
  for (const id of ["a", "b", "c", "d"]) await finish(id);
  expect(await sender.send()).toEqual({ sent: 4, left: 0, reason: "done" });
  expect(received.map((p) => p.seq)).toEqual([1, 2, 3, 4]);
});

test("versions of one record are never sent together, and a company goes before what depends on it", async () => {
  const open = new Set<string>();
  respond = async (put) => {
    expect(open.has(put.id)).toBe(false);
    if (put.id === "company") expect(open.size).toBe(0);
    else expect(open.has("company")).toBe(false);
    open.add(put.id);
    await new Promise((done) => setTimeout(done));
    open.delete(put.id);
    return stored(put);
  };
  await finish("v");
  await finish("v");
  await finish("company", "company");
  await finish("w");
  expect((await sender.send()).reason).toBe("done");
  expect(received.map((p) => p.id)).toEqual(["v", "v", "company", "w"]);
});

test("without a network sending stops after three failures, and a retry sends the same submissions", async () => {
  for (const id of ["a", "b", "c", "d", "e"]) await finish(id);
  respond = () => {
    throw new TypeError("no network");
  };
  expect(await sender.send()).toEqual({ sent: 0, left: 5, reason: "offline" });
  expect(received.length).toBeLessThan(5);
  const first = received[0];
  received = [];
  respond = (put) => stored(put);
  expect(await sender.send()).toEqual({ sent: 5, left: 0, reason: "done" });
  expect(received[0]).toEqual(first);
});

test("a lost answer makes the same submission go again, under the same id and number", async () => {
  await finish("a");
  respond = () => {
    throw new TypeError("connection lost");
  };
  await sender.send();
  respond = (put) => stored(put);
  await sender.send();
  expect(received[1]).toEqual(received[0]);
  expect(await left()).toEqual([]);
});

test("the page of a captive portal acknowledges nothing", async () => {
  await finish("a");
  respond = () => new Response("<html>Bienvenue</html>", { headers: { "Content-Type": "text/html" } });
  expect(await sender.send()).toEqual({ sent: 0, left: 1, reason: "portal" });
});

test("only an answer that repeats the id and says that it is stored acknowledges", async () => {
  await finish("a");
  await finish("b");
  respond = (put) => (put.id === "a" ? json({ id: "other", stored: true }) : json({ id: "b" }));
  expect(await sender.send()).toEqual({ sent: 0, left: 2, reason: "refused" });
});

test("a submission that the server refuses stays with its sentence, the others go", async () => {
  for (const id of ["a", "b", "c"]) await finish(id);
  respond = (put) => (put.id === "b" ? json({ stored: false, sentence: "Trop long." }, 422) : stored(put));
  expect(await sender.send()).toEqual({ sent: 2, left: 1, reason: "refused" });
  expect(await outbox.submissions()).toMatchObject([{ id: "b", tries: 1, problem: "Trop long." }]);
});

test("a conflict is stored at the server and open on the phone", async () => {
  await finish("a");
  respond = (put) => stored(put, { state: "conflict", revision: 0, sentence: "Écrit aussi ailleurs." });
  expect((await sender.send()).reason).toBe("done");
  expect(await outbox.record("a")).toMatchObject({ state: "conflict", sentence: "Écrit aussi ailleurs." });
  expect(await outbox.openVersions()).toEqual(["v-a"]);
});

test("an ended sign-in and a revoked phone stop at once and keep everything", async () => {
  for (const id of ["a", "b"]) await finish(id, "company");
  respond = () => json({}, 401);
  expect(await sender.send()).toEqual({ sent: 0, left: 2, reason: "sign-in" });
  expect(received).toHaveLength(1);
  respond = () => json({ revoked: true }, 401);
  expect(await sender.send()).toEqual({ sent: 0, left: 2, reason: "revoked" });
});

test("after signing out offline nothing is sent until the next sign-in", async () => {
  await finish("a");
  await outbox.setMeta({ token: "" });
  expect(await sender.send()).toEqual({ sent: 0, left: 1, reason: "sign-in" });
  expect(received).toEqual([]);
});

test("a failing server is reported with its status", async () => {
  await finish("a");
  respond = () => new Response("Bad gateway", { status: 502 });
  expect((await sender.send()).reason).toBe("server");
  expect(sender.status).toBe(502);
});

test("while another page of this browser sends, this one does not", async () => {
  await finish("a");
  const locks = { request: (_name: string, _options: unknown, job: (lock: null) => unknown) => job(null) };
  vi.stubGlobal("navigator", { locks });
  expect(await sender.send()).toEqual({ sent: 0, left: 1, reason: "busy" });
});

test("a restored server gets again what was sent before", async () => {
  await finish("a");
  await sender.send();
  await finish("b");
  respond = (put) => stored(put, { epoch: "e2" });
  expect(await sender.send()).toEqual({ sent: 3, left: 0, reason: "done" });
  expect(received.map((p) => [p.id, p.seq])).toEqual([
    ["a", 1],
    ["b", 2],
    ["a", 1],
    ["b", 2],
  ]);
});

test("the state report sends again what the server says it lacks", async () => {
  await finish("a");
  await sender.send();
  vi.stubGlobal("fetch", async () => json({ epoch: "e1", missing: [1], clock: 0 }));
  expect(await sender.report({})).toMatchObject({ missing: [1] });
  expect(await left()).toEqual(["a"]);
});
