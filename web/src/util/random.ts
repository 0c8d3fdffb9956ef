/** A random key for Idempotency-Key. `crypto.randomUUID` needs a secure context; this does not. */
export function randomKey(): string {
  const b = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
}
