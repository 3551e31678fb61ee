// Bundles the stylesheets and takes out of them the rules that no page uses: Tabler alone is 630 kB, of which a tenth
// is used.

import { readdir, readFile } from "node:fs/promises";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";

/** Files whose words count as class names: templates, Python that draws pages, TypeScript, Tabler's own scripts. */
export const SOURCES = [
  "src/arpent/**/templates/**/*.html",
  "src/arpent/**/{web,templatetags}/**/*.py",
  "frontend/src/**/*.{ts,js}",
  "node_modules/@tabler/core/js/src/bootstrap/{collapse,dropdown}.ts",
];

/** Return one stylesheet with its imports, minified; `slim` leaves out rules whose selectors name an unused class. */
export async function buildStyles(path, { minify, slim }) {
  const built = await esbuild.build({
    entryPoints: [path],
    bundle: true,
    write: false,
    minify,
    target: ["es2022"],
    legalComments: "none",
    logLevel: "warning",
    loader: { ".svg": "dataurl" },
  });
  const css = built.outputFiles[0].text;
  return slim ? await purge(css, minify) : css;
}

/** Return the classes that our own stylesheets name: templates may compute some (`kind-{{ company.relationship }}`). */
async function ownClasses() {
  const names = (await readdir("frontend/styles")).filter((name) => name.endsWith(".css"));
  const texts = await Promise.all(names.map((name) => readFile(`frontend/styles/${name}`, "utf8")));
  return texts.flatMap((text) => [...text.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name]) => name));
}

async function purge(css, minify) {
  const [slimmed] = await new PurgeCSS().purge({
    content: SOURCES,
    css: [{ raw: css }],
    // Every run of letters, digits, hyphens and underscores is a possible class: keeps too much rather than too little.
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
    // Attributes that the browser, Django's widgets or Bootstrap write, and no template.
    dynamicAttributes: [
      "data-bs-theme",
      "data-bs-popper",
      "data-popper-placement",
      "aria-current",
      "type",
      "size",
      "multiple",
      "dir",
    ],
    // Tags that Django's widgets and third-party pages write; columns that forms compute (`col-md-{n}`).
    safelist: {
      standard: [
        ...(await ownClasses()),
        /^col(-md)?-\d+$/,
        "html",
        "body",
        "optgroup",
        "option",
        "legend",
        "fieldset",
        "small",
        "hr",
        "pre",
        "code",
      ],
    },
    variables: true,
    keyframes: true,
    fontFace: true,
  });
  return (await esbuild.transform(slimmed.css, { loader: "css", minify })).code;
}
