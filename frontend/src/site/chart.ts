// A Vega-Lite chart from the server's own definition, without eval and without injected styles (CSP).
import embed, { type VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import { getJson } from "./dom";

export async function mount(node: HTMLElement): Promise<void> {
  const spec = await getJson<VisualizationSpec>(node.dataset["chart"] ?? "");
  const ink = getComputedStyle(document.body).color;
  const config = { background: "transparent", axis: { labelColor: ink, titleColor: ink }, title: { color: ink }, legend: { labelColor: ink, titleColor: ink } };
  await embed(node, spec, { ast: true, expr: expressionInterpreter, defaultStyle: false, tooltip: { disableDefaultStyle: true }, actions: false, renderer: "svg", config });
}
