import { describe, expect, it } from "vitest";
import { mentionBefore } from "../src/notifications/typed_mention";

describe("a mention being typed", () => {
  it.each([
    ["@", 1, ""],
    ["Vu avec @cla", 12, "cla"],
    ["Vu (@Claire Per", 15, "Claire Per"],
    ["@Éloïse d’O", 11, "Éloïse d’O"],
    ["claire@fluviane", 15, null],
    ["@Claire Perrichon demain", 24, null],
    ["rien", 4, null],
    ["@cla et la suite", 4, "cla"],
  ])("in %j at %i is %j", (text, caret, typed) => {
    expect(mentionBefore(text, caret)).toBe(typed);
  });
});
