// Builds the front end into the package: one module entry with lazily loaded chunks, MapLibre's worker as a file of
// its own (the CSP allows no blob), a classic script for the theme (no flash), styles, and the icon sprite.
import * as esbuild from "esbuild";
import { mkdir, rm, writeFile } from "node:fs/promises";
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
await esbuild.build({
  ...common,
  format: "esm",
  splitting: true,
  entryPoints: [{ in: "frontend/src/site/app.ts", out: "app" }],
  chunkNames: "chunk-[name]-[hash]",
});
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
  ],
});
await writeFile(`${outdir}/icons.svg`, await buildSprite(ICONS));
