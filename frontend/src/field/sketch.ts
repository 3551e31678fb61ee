// A sketch stored as strokes, so that it can be saved after each of them.
import type { Stroke } from "../offline/db";
import { toBytes } from "../offline/photos";

export const PAD = { width: 720, height: 480 };

/** Return strokes as a PNG on white. */
export async function sketchBytes(strokes: readonly Stroke[]): Promise<ArrayBuffer> {
  const canvas = Object.assign(document.createElement("canvas"), PAD),
    context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  drawStrokes(context, strokes);
  return toBytes(canvas, "image/png");
}

/** Draw strokes of a sketch on a canvas. */
export function drawStrokes(context: CanvasRenderingContext2D, strokes: readonly Stroke[]): void {
  context.lineWidth = 3;
  context.lineCap = context.lineJoin = "round";
  context.strokeStyle = "#122033";
  for (const [first, ...rest] of strokes) {
    if (!first) continue;
    context.beginPath();
    context.moveTo(...first);
    // A point alone is a dot: a line of no length draws its round cap.
    for (const point of rest.length ? rest : [first]) context.lineTo(...point);
    context.stroke();
  }
}
