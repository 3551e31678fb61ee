import htmx from "htmx.org";
import "idiomorph/htmx";
import "./bootstrap-parts.js";
import { followBottomBar } from "./bottom_bar";
import { openCommand, setUpCommand } from "./command";
import { setUpKeys } from "./keys";
import { all, place } from "./dom";
import { setUpForms } from "./forms";
import { setUpSelection } from "../clients/selection";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.allowScriptTags = false;
htmx.config.historyCacheSize = 0;
htmx.config.selfRequestsOnly = true;
// A refusal (422, 403, 404) brings its sentence: show it.
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "[45]..", swap: true, error: false },
] as typeof htmx.config.responseHandling;

document.addEventListener("htmx:configRequest", (event) => {
  const detail = (event as CustomEvent).detail as { headers: Record<string, string> };
  const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content;
  if (token) detail.headers["X-CSRFToken"] = token;
});

setUpCommand();
setUpKeys({ "ctrl+k": openCommand });
setUpForms();
setUpSelection();
setUpLeaving();
for (const bar of document.querySelectorAll<HTMLElement>("[data-bottom-bar]")) followBottomBar(bar);

htmx.onLoad((element) => {
  const root = element as HTMLElement;
  place(root);
  for (const node of all(root, "[data-map]")) void import("../geography/map").then((m) => m.mount(node));
  for (const node of all(root, "[data-sector-editor]")) void import("../territory/sector").then((m) => m.mount(node));
  for (const node of all(root, "[data-week]")) void import("../agenda/week").then((m) => m.mount(node));
  for (const node of all(root, "[data-board]")) void import("../deals/board").then((m) => m.mount(node));
  for (const node of all(root, "[data-pins]")) void import("../catalogue/pins").then((m) => m.mount(node));
  for (const node of all(root, "[data-offer-grid]")) void import("../offers/grid").then((m) => m.mount(node));
  for (const node of all(root, "[data-read-seen]")) void import("../offers/read").then((m) => m.mountSeen(node));
  for (const node of all(root, "[data-signature]")) void import("../offers/read").then((m) => m.mountPad(node));
  for (const node of all(root, "[data-copy]")) node.addEventListener("click", () => void copy(node));
  for (const node of all(root, "[data-autofocus]")) node.focus();
});

/** Signing out takes what is on board off this browser; what is still to be sent is shown first, and never lost. */
function setUpLeaving(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-leave]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void import("../offline/leaving").then((m) => m.leave()).catch(() => "gone" as const).then((left) => { if (left === "waiting") location.href = form.dataset["leave"] ?? "/"; else form.submit(); });
  });
}

/** Put what a field holds on the clipboard; where that is refused, it is selected, ready to be copied by hand. */
async function copy(button: HTMLElement): Promise<void> {
  const field = document.getElementById(button.dataset["copy"] ?? "") as HTMLInputElement | null;
  if (!field) return;
  field.select();
  try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
  button.classList.add("btn-success");
  setTimeout(() => button.classList.remove("btn-success"), 1500);
}
