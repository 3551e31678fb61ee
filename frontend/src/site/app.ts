import htmx from "htmx.org";
import "idiomorph/htmx";
import "./bootstrap-parts.js";
import { setUpSelection } from "../clients/selection";
import { setUpColumnOrder, setUpListTools } from "../lists/columns";
import { setUpMentions } from "../notifications/mentions";
import { followBottomBar } from "./bottom_bar";
import { openCommand, setUpCommand } from "./command";
import { all, applyStyles, toast } from "./dom";
import { setUpForms } from "./forms";
import { setUpKeys } from "./keys";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.allowScriptTags = false;
htmx.config.historyCacheSize = 0;
htmx.config.selfRequestsOnly = true;
// Error answers (422, 403, 404) bring a message for the user: show it.
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
setUpColumnOrder();
setUpListTools();
setUpMentions();
setUpSignOut();
for (const bar of document.querySelectorAll<HTMLElement>("[data-bottom-bar]")) followBottomBar(bar);

htmx.onLoad((element) => {
  const root = element as HTMLElement;
  applyStyles(root);
  for (const node of all(root, "[data-map]")) withPart(node, import("../geography/map"), (m) => m.mount(node));
  for (const node of all(root, "[data-sector-editor]"))
    withPart(node, import("../territory/sector"), (m) => m.mount(node));
  for (const node of all(root, "[data-week]")) withPart(node, import("../agenda/week"), (m) => m.mount(node));
  for (const node of all(root, "[data-calendar]")) withPart(node, import("../agenda/calendar"), (m) => m.mount(node));
  for (const node of all(root, "[data-board]")) withPart(node, import("../deals/board"), (m) => m.mount(node));
  for (const node of all(root, "[data-company-picker]"))
    withPart(node, import("../clients/company_picker"), (m) => m.mount(node));
  for (const node of all(root, "[data-pins]")) withPart(node, import("../catalogue/pins"), (m) => m.mount(node));
  for (const node of all(root, "[data-offer-grid]")) withPart(node, import("../offers/grid"), (m) => m.mount(node));
  for (const node of all(root, "[data-read-seen]"))
    withPart(node, import("../offers/portal"), (m) => m.reportOpened(node));
  for (const node of all(root, "[data-signature]"))
    withPart(node, import("../offers/portal"), (m) => m.mountSignaturePad(node));
  for (const node of all(root, "[data-copy]")) node.addEventListener("click", () => void copy(node));
  for (const node of all(root, "[data-autofocus]")) node.focus();
});

/**
 * Use a lazily loaded part of an element, which has `data-loading` until the part is in use. A page opened before an
 * update does not find it and says so, once.
 */
function withPart<T>(node: HTMLElement, part: Promise<T>, use: (module: T) => unknown): void {
  node.dataset.loading = "";
  part
    .then(use, () => {
      const text = document.body.dataset.reload;
      if (text) toast(text, "warning");
      delete document.body.dataset.reload;
    })
    .finally(() => delete node.dataset.loading);
}

/** Remove the offline snapshot at sign-out; what is still to be sent is shown first, and never lost. */
function setUpSignOut(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-leave]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void import("../offline/sign_out")
      .then((m) => m.signOut())
      .catch(() => "done" as const)
      .then((left) => {
        if (left === "waiting") location.href = form.dataset.leave ?? "/";
        else form.submit();
      });
  });
}

/** Copy a field's value to the clipboard; where that is refused it stays selected, to be copied manually. */
async function copy(button: HTMLElement): Promise<void> {
  const field = document.getElementById(button.dataset.copy ?? "") as HTMLInputElement | null;
  if (!field) return;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy");
  }
  button.classList.add("btn-success");
  setTimeout(() => button.classList.remove("btn-success"), 1500);
}
