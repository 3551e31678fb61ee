// Pictures scaled down and re-encoded, which removes all metadata of the original, such as its position.

const LONGEST = 1600,
  QUALITY = 0.82;

/** Return a picture as JPEG without metadata, upright, its longer side at most 1600 pixels. */
export async function shrink(file: Blob, longest = LONGEST): Promise<ArrayBuffer> {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return toBytes(canvas, "image/jpeg");
}

/** Encode a canvas as a picture of a media type. Reject when the browser cannot. */
export function toBytes(canvas: HTMLCanvasElement, type: string): Promise<ArrayBuffer> {
  return new Promise((done, fail) =>
    canvas.toBlob(
      (blob) => {
        if (blob) void blob.arrayBuffer().then(done, fail);
        else fail(new Error("no picture"));
      },
      type,
      QUALITY,
    ),
  );
}
