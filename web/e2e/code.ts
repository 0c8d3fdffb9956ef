// What an authenticator program shows (RFC 6238, SHA-1, 30 s, six digits).
import { createHmac } from "node:crypto";

/**
 * The code of the half minute that is so many ahead. The platform takes the one
 * before and the one after as well, and each once: ask for 0 and then for 1, and
 * the turn of a half minute in between does no harm. One of the past does not
 * live to be typed.
 */
export function code(secret: string, ahead: 0 | 1 = 0): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mac = createHmac("sha1", key).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
