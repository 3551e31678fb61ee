// Builds the front end into the package: one module entry with lazily loaded chunks, MapLibre's worker as a file of
// its own (the CSP allows no blob), a classic script for the theme (no flash), styles, and the icon sprite.
import * as esbuild from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { buildSprite } from "./sprite.mjs";
import { ICONS } from "./icons.mjs";

const dev = process.argv.includes("--dev");
const outdir = "src/arpent/site/static/dist";
await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });
const common = {
  bundle: true,
  outdir,
  minify: !dev,
  sourcemap: dev ? "linked" : false,
  target: ["es2022"],
  legalComments: "linked",
  logLevel: "warning",
  loader: { ".woff2": "file", ".svg": "dataurl" },
};
let outputs = {};
await esbuild.build({
  ...common,
  format: "esm",
  splitting: true,
  entryPoints: [
    { in: "frontend/src/site/app.ts", out: "app" },
    { in: "frontend/src/field/app.ts", out: "field" },
  ],
  chunkNames: "chunk-[name]-[hash]",
  metafile: true,
}).then(({ metafile }) => { outputs = metafile.outputs; });
await esbuild.build({
  ...common,
  format: "esm",
  entryPoints: [{ in: "maplibre-gl/dist/maplibre-gl-worker.mjs", out: "maplibre-worker" }],
});
await esbuild.build({ ...common, format: "iife", entryPoints: [{ in: "frontend/src/site/theme.ts", out: "theme" }] });
await esbuild.build({
  ...common,
  entryPoints: [
    { in: "frontend/styles/app.css", out: "app" },
    { in: "frontend/styles/map.css", out: "map" },
    { in: "frontend/styles/field.css", out: "field" },
  ],
});
await writeFile(`${outdir}/icons.svg`, await buildSprite(ICONS));

// What the field app needs without a network: its entry, all that it may load later, the map's worker, the styles.
const needed = new Set();
function need(output) {
  if (needed.has(output) || !outputs[output]) return;
  needed.add(output);
  for (const { path } of outputs[output].imports) need(path);
}
need(`${outdir}/field.js`);
const files = [...[...needed].map((f) => f.slice(outdir.length + 1)), "theme.js", "app.css", "map.css", "field.css", "icons.svg", "maplibre-worker.js"];
files.push(...(await readdir(outdir)).filter((f) => f.endsWith(".woff2")));
const hash = createHash("sha256");
for (const file of files.sort()) hash.update(await readFile(`${outdir}/${file}`));
const version = hash.digest("hex").slice(0, 12);
await esbuild.build({
  ...common,
  format: "iife",
  entryPoints: [{ in: "frontend/src/offline/worker.ts", out: "worker" }],
  define: { ASSETS: JSON.stringify(files.map((f) => `/static/dist/${f}`)), VERSION: JSON.stringify(version) },
});
// The French sentences of the field app: the server adds their English.
const words = new Set();
for (const folder of ["frontend/src/field", "frontend/src/offline"])
  for (const file of await readdir(folder)) {
    const text = await readFile(`${folder}/${file}`, "utf8");
    for (const [, one] of text.matchAll(/\bt\("((?:[^"\\]|\\.)*)"/g)) words.add(JSON.parse(`"${one}"`));
    for (const [, one, many] of text.matchAll(/\btn\("((?:[^"\\]|\\.)*)", "((?:[^"\\]|\\.)*)"/g)) { words.add(JSON.parse(`"${one}"`)); words.add(JSON.parse(`"${many}"`)); }
  }
await writeFile(`${outdir}/field.json`, JSON.stringify({ version, words: [...words].sort() }));
