import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

/** Return one SVG sprite of Tabler icons, each as a symbol `i-<name>`. */
export async function buildSprite(names) {
  const symbols = await Promise.all(
    [...new Set(names)].sort().map(async (name) => {
      const svg = await readFile(resolve(`@tabler/icons/outline/${name}.svg`), "utf8");
      const body = svg
        .replace(/^[\s\S]*?<svg[^>]*>/, "")
        .replace(/<\/svg>\s*$/, "")
        .replace(/\s*\n\s*/g, "");
      return (
        `<symbol id="i-${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ` +
        `stroke-linecap="round" stroke-linejoin="round">${body}</symbol>`
      );
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}
