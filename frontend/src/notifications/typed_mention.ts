// What is typed of a mention: pure, tested in tests/typed_mention.test.ts.

// "@" at the start or after a character that is no part of a word, then up to two words of a name.
const TYPED = /(?:^|[^\p{L}\p{N}_@])@([\p{L}'’-]*(?: [\p{L}'’-]*)?)$/u;

/** Return what was typed after the "@" before the caret, "" right after it, null without one. */
export function mentionBefore(text: string, caret: number): string | null {
  return TYPED.exec(text.slice(0, caret))?.[1] ?? null;
}
