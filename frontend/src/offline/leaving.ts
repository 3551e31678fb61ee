// Signing out at the desk: the same browser may hold a board and an outbox.
import { Board } from "./board";
import { Keeper, setWhoIsHere, whoIsHere } from "./db";
import { Outbox } from "./outbox";

/** Take the board off this browser; "waiting" when something is still to be sent, which stays. */
export async function leave(): Promise<"gone" | "waiting"> {
  const person = await whoIsHere();
  if (!person) return "gone";
  const outbox = new Outbox(new Keeper(person));
  if ((await outbox.waiting()).count || (await outbox.drafts()).length) return "waiting";
  await new Board(outbox).wipe();
  await outbox.setMeta({ token: "" });
  await setWhoIsHere("");
  return "gone";
}
