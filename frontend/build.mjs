// Builds the front end into the package: one module entry with lazily loaded chunks, MapLibre's worker as a file of
// its own (the CSP allows no blob), a classic script for the theme (no flash), styles, and the icon sprite.
// File names carry a hash of their content, so that browsers cache them for a year; manifest.json maps names to files.

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import * as esbuild from "esbuild";
import { compressFolder } from "./compress.mjs";
import { ICONS } from "./icons.mjs";
import { sentencesOf } from "./sentences.mjs";
import { buildSprite } from "./sprite.mjs";
import { buildStyles } from "./styles.mjs";

const dev = process.argv.includes("--dev");
const outdir = "src/arpent/site/static/dist";
await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });
/** Maps the names used in templates to the files of this build. */
const names = {};
const common = {
  bundle: true,
  outdir,
  minify: !dev,
  sourcemap: dev ? "linked" : false,
  target: ["es2022"],
  legalComments: "linked",
  logLevel: "warning",
  entryNames: "[name]-[hash]",
  metafile: true,
};

/** Build scripts and record their names; return esbuild's import graph. */
async function scripts(options) {
  const { metafile } = await esbuild.build({ ...common, ...options });
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs)) {
    const entry = options.entryPoints.find((e) => entryPoint?.endsWith(e.in));
    if (entry) names[`${entry.out}.js`] = basename(path);
  }
  return metafile.outputs;
}

/** Write a file under a name with its hash. */
async function writeHashed(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  names[name] = name.replace(/(\.\w+)$/, `-${hash}$1`);
  await writeFile(`${outdir}/${names[name]}`, content);
}

for (const sheet of ["app", "map", "calendar", "field"])
  await writeHashed(
    `${sheet}.css`,
    await buildStyles(`frontend/styles/${sheet}.css`, { minify: !dev, slim: sheet === "app" }),
  );
await writeHashed("icons.svg", await buildSprite(ICONS));
await scripts({
  format: "esm",
  entryPoints: [{ in: "maplibre-gl/dist/maplibre-gl-worker.mjs", out: "maplibre-worker" }],
});
await scripts({ format: "iife", entryPoints: [{ in: "frontend/src/site/theme.ts", out: "theme" }] });
const outputs = await scripts({
  format: "esm",
  splitting: true,
  entryPoints: [
    { in: "frontend/src/site/app.ts", out: "app" },
    { in: "frontend/src/field/app.ts", out: "field" },
  ],
  chunkNames: "chunk-[name]-[hash]",
  define: {
    MAP_WORKER: JSON.stringify(`./${names["maplibre-worker.js"]}`),
    MAP_STYLES: JSON.stringify(`./${names["map.css"]}`),
    CALENDAR_STYLES: JSON.stringify(`./${names["calendar.css"]}`),
  },
});

// Files that the field app needs offline: its entry, lazily loaded chunks, the map's worker, the styles.
const needed = new Set();
function need(output) {
  if (needed.has(output) || !outputs[output]) return;
  needed.add(output);
  for (const { path } of outputs[output].imports) need(path);
}
need(`${outdir}/${names["field.js"]}`);
const files = [...needed].map((f) => basename(f));
files.push(
  ...["theme.js", "app.css", "map.css", "field.css", "icons.svg", "maplibre-worker.js"].map((name) => names[name]),
);
const hash = createHash("sha256");
for (const file of files.sort()) hash.update(await readFile(`${outdir}/${file}`));
const version = hash.digest("hex").slice(0, 12);
// The service worker has a constant name: its URL must not change between versions, and it is revalidated each time.
await esbuild.build({
  ...common,
  format: "iife",
  entryNames: "[name]",
  entryPoints: [{ in: "frontend/src/offline/worker.ts", out: "worker" }],
  define: { ASSETS: JSON.stringify(files.map((f) => `/static/dist/${f}`)), VERSION: JSON.stringify(version) },
});
// The French sentences of the field app: the server adds the translations.
const sentences = new Set();
for (const folder of ["frontend/src/field", "frontend/src/offline"])
  for (const file of await readdir(folder)) {
    const text = await readFile(`${folder}/${file}`, "utf8");
    for (const sentence of sentencesOf(text)) sentences.add(sentence);
  }
await compressFolder(outdir);
await writeFile(`${outdir}/field.json`, JSON.stringify({ version, sentences: [...sentences].sort() }));
// Written last: a folder with a manifest is a complete build.
await writeFile(`${outdir}/manifest.json`, JSON.stringify(names, Object.keys(names).sort(), 1));
