/** Return the element itself and its descendants that match. */
export function all(root: HTMLElement, selector: string): HTMLElement[] {
  const found = [...root.querySelectorAll<HTMLElement>(selector)];
  return root.matches?.(selector) ? [root, ...found] : found;
}

const STYLES = ["top", "height", "left", "width", "background"] as const;

/** Apply positions and colours computed by the server: the CSP forbids style attributes. */
export function applyStyles(root: HTMLElement): void {
  for (const name of STYLES) {
    for (const node of all(root, `[data-style-${name}]`))
      node.style.setProperty(name, node.getAttribute(`data-style-${name}`));
  }
  for (const count of ["days", "hours"]) {
    for (const node of all(root, `[data-style-${count}]`))
      node.style.setProperty(`--${count}`, node.getAttribute(`data-style-${count}`));
  }
}

/** Return the first descendant that matches; a template that lacks it is a bug, and throws. */
export function getElement<T extends Element = HTMLElement>(root: ParentNode, selector: string): T {
  const element = root.querySelector<T>(selector);
  if (!element) throw new Error(`no element matches ${selector}`);
  return element;
}

/** Read the JSON that a page carries in <script type="application/json" id="...">. */
export function readJson<T>(id: string): T | null {
  const text = document.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as T) : null;
}

/** Fetch JSON of our own server; throws the server's message on an error. */
export async function getJson<T>(url: string, init?: RequestInit): Promise<T> {
  const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";
  const answer = await fetch(url, {
    ...init,
    headers: { Accept: "application/json", "X-CSRFToken": token, ...init?.headers },
  });
  const data = (await answer.json()) as T & { sentence?: string };
  if (!answer.ok) throw new Error(data.sentence ?? answer.statusText);
  return data;
}

/** Show a short message for eight seconds. */
export function toast(text: string, kind = "info"): void {
  const box = document.getElementById("toasts");
  if (!box) return;
  const item = document.createElement("div");
  item.className = `alert alert-${kind} mb-0 shadow`;
  item.setAttribute("role", "status");
  item.textContent = text;
  box.append(item);
  setTimeout(() => item.remove(), 8000);
}
