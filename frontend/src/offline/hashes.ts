// SHA-256 of bytes, in hexadecimal: the name of a file.

/** Return the SHA-256 hash of bytes in hexadecimal. */
export async function hashOf(bytes: ArrayBuffer): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", bytes));
}

/** Return bytes in hexadecimal. */
export function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, "0")).join("");
}
