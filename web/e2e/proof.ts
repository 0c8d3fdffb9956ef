// Checks a leaf of the log and its proof (RFC 6962), with nothing of the
// server's own code.
import { createHash } from "node:crypto";

export interface Leaf {
  index: number;
  leaf: string;
  salt: string;
  personal: string;
  path: string[];
  checkpoint: string;
}

const sha = (...parts: Uint8Array[]): Buffer => parts.reduce((h, p) => h.update(p), createHash("sha256")).digest();

/** The root that a leaf and its audit path come to, in a tree of a size. */
function rootOf(l: Leaf, size: number): Buffer {
  let hash = sha(Buffer.of(0), Buffer.from(l.leaf));
  let node = l.index;
  let last = size - 1;
  for (const p of l.path) {
    const other = Buffer.from(p, "base64");
    if (last === 0) throw new Error("the path is too long");
    if (node % 2 === 1 || node === last) {
      hash = sha(Buffer.of(1), other, hash);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = sha(Buffer.of(1), hash, other);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) throw new Error("the path is too short");
  return hash;
}

/** Says what is wrong with a leaf; "" when it stands under its checkpoint and holds what it says of a person. */
export function wrongWith(l: Leaf): string {
  const [, size = "", root = ""] = l.checkpoint.split("\n");
  if (rootOf(l, Number(size)).toString("base64") !== root) return "the path does not come to the root of the checkpoint";
  const record = sha(Buffer.from(l.salt, "hex"), Buffer.from(l.personal));
  if (!l.leaf.includes(record.toString("hex")) && !l.leaf.includes(record.toString("base64"))) return "the leaf is not over what it says of a person";
  return "";
}
