// The sector editor: click a commune, draw a zone, or enter départements and postcodes; the form submits the codes.

import { boundsOf, makeMap, zoomTo } from "../geography/base";
import { drawLasso } from "../geography/lasso";
import { getJson, readJson, toast } from "../site/dom";

interface Picked {
  communes: string[];
  places: [number, number][];
  total: number;
  population: number;
}

/** Let the communes of a sector be chosen on the map: by click, by drawing, by text. */
export async function mount(node: HTMLElement): Promise<void> {
  const form = node.closest("form");
  const field = form?.querySelector<HTMLTextAreaElement>("[name=communes]");
  if (!form || !field) return;
  const base = await makeMap(node);
  const { map } = base;
  const color = node.dataset.color ?? "#206bc4";
  const chosen = new Set(field.value.split(/\s+/).filter(Boolean));
  const others = readJson<Record<string, string>>("other-sectors") ?? {};

  const dep = (code: string): string => (code.startsWith("97") ? code.slice(0, 3) : code.slice(0, 2));
  const paint = (code: string): void => {
    if (!map.getSource(`communes-${dep(code)}`)) return;
    const mine = chosen.has(code);
    map.setFeatureState(
      { source: `communes-${dep(code)}`, id: code },
      { chosen: mine, color: mine ? color : (others[code] ?? null) },
    );
  };
  const write = (): void => {
    field.value = [...chosen].sort().join(" ");
    const count = form.querySelector("[data-commune-count]");
    if (count) count.textContent = chosen.size.toLocaleString(document.documentElement.lang);
  };
  const add = async (codes: string[], keep = true): Promise<void> => {
    for (const code of codes) keep ? chosen.add(code) : chosen.delete(code);
    write();
    await Promise.all([...new Set(codes.map(dep))].map((d) => base.loadCommunes(d)));
    codes.forEach(paint);
  };

  base.onCommunes((departement) => {
    for (const code of chosen) if (dep(code) === departement) paint(code);
    for (const code of Object.keys(others)) if (dep(code) === departement) paint(code);
    map.on("click", `communes-${departement}-fill`, (event) => {
      const code = String(event.features?.[0]?.properties.code ?? "");
      if (!code) return;
      chosen.has(code) ? chosen.delete(code) : chosen.add(code);
      paint(code);
      write();
    });
  });
  await add([...chosen]);
  const centre = readJson<[number, number][]>("sector-places");
  if (centre?.length) zoomTo(map, centre, 9);

  const ask = async (body: URLSearchParams | string, url: string): Promise<void> => {
    try {
      const picked = await getJson<Picked>(url, {
        method: "POST",
        body,
        headers: typeof body === "string" ? { "Content-Type": "application/json" } : {},
      });
      await add(picked.communes);
      if (picked.places.length) zoomTo(map, picked.places, 9);
    } catch (error) {
      toast((error as Error).message, "danger");
    }
  };
  const text = form.querySelector<HTMLInputElement>("[data-pick-text]");
  form
    .querySelector("[data-pick]")
    ?.addEventListener(
      "click",
      () => void ask(new URLSearchParams({ text: text?.value ?? "" }), node.dataset.pick ?? ""),
    );
  text?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      void ask(new URLSearchParams({ text: text.value }), node.dataset.pick ?? "");
    }
  });
  form
    .querySelector("[data-draw]")
    ?.addEventListener(
      "click",
      () => void drawLasso(map).then((ring) => ask(JSON.stringify({ ring }), node.dataset.shape ?? "")),
    );
  form.querySelector("[data-clear]")?.addEventListener("click", () => void add([...chosen], false));
  void boundsOf;
}
