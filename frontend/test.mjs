// Bundles the front end's own tests and runs them with Node's runner: no browser, no library.

import { spawnSync } from "node:child_process";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as esbuild from "esbuild";

const outdir = await mkdtemp(join(tmpdir(), "arpent-front-"));
const entryPoints = (await readdir("frontend/tests"))
  .filter((f) => f.endsWith(".test.ts"))
  .map((f) => `frontend/tests/${f}`);
await esbuild.build({
  entryPoints,
  outdir,
  bundle: true,
  format: "esm",
  platform: "node",
  outExtension: { ".js": ".mjs" },
  logLevel: "warning",
});
const run = spawnSync(
  process.execPath,
  ["--test", ...entryPoints.map((f) => join(outdir, f.replace(/^.*\//, "").replace(/\.ts$/, ".mjs")))],
  { stdio: "inherit" },
);
process.exit(run.status ?? 1);
