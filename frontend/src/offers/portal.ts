// The customer's page of a quote: reports that it was opened, and captures a drawn signature.
import { getElement } from "../site/dom";

/** Report once, when the page becomes visible, that the customer opened the offer. */
export function reportOpened(node: HTMLElement): void {
  const report = (): void => {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", report);
    const token = document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";
    void fetch(node.dataset.readSeen ?? "", { method: "POST", headers: { "X-CSRFToken": token } });
  };
  document.addEventListener("visibilitychange", report);
  report();
}

type Point = [x: number, y: number];

/** Let the customer draw a signature, stored in the form's hidden input. */
export function mountSignaturePad(node: HTMLElement): void {
  const canvas = getElement<HTMLCanvasElement>(node, "canvas"),
    hidden = getElement<HTMLInputElement>(node, "input[name=drawing]");
  const form = node.closest("form"),
    pen = canvas.getContext("2d");
  if (!form || !pen) return;
  let strokes: Point[][] = [];
  try {
    strokes = JSON.parse(hidden.value || "[]") as Point[][];
  } catch {
    strokes = [];
  }
  let stroke: Point[] | null = null;
  const draw = (): void => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.lineWidth = 6;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#12365f";
    for (const s of strokes) {
      pen.beginPath();
      for (const [i, [x, y]] of s.entries()) {
        if (i) pen.lineTo(x, y);
        else pen.moveTo(x, y);
      }
      pen.stroke();
    }
    hidden.value = strokes.length ? JSON.stringify(strokes) : "";
  };
  const point = (e: PointerEvent): Point => {
    const box = canvas.getBoundingClientRect();
    return [
      Math.round(Math.max(0, Math.min(1000, ((e.clientX - box.left) / box.width) * 1000))),
      Math.round(Math.max(0, Math.min(400, ((e.clientY - box.top) / box.height) * 400))),
    ];
  };
  canvas.addEventListener("pointerdown", (e) => {
    e.preventDefault();
    canvas.setPointerCapture(e.pointerId);
    stroke = [point(e)];
    strokes.push(stroke);
    draw();
  });
  canvas.addEventListener("pointermove", (e) => {
    if (stroke) {
      stroke.push(point(e));
      draw();
    }
  });
  for (const end of ["pointerup", "pointercancel"])
    canvas.addEventListener(end, () => {
      stroke = null;
    });
  getElement(node, "[data-signature-clear]").addEventListener("click", () => {
    strokes = [];
    draw();
  });
  const show = (): void => {
    node.hidden = form.querySelector<HTMLInputElement>("input[name=method]:checked")?.value !== "drawn";
  };
  form.addEventListener("change", show);
  show();
  draw();
}
