// Writes a .gz beside every file of dist/ that gains by it; the server sends
// it as it is.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));

function files(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? files(`${dir}${e.name}/`) : [dir + e.name]));
}

let before = 0;
let after = 0;
for (const file of files(dist)) {
  if (!/\.(js|css|svg|html)$/.test(file) || file.endsWith("index.html") || statSync(file).size < 1024) continue;
  const plain = readFileSync(file);
  const small = gzipSync(plain, { level: constants.Z_BEST_COMPRESSION });
  writeFileSync(`${file}.gz`, small);
  before += plain.length;
  after += small.length;
}
console.log(`compressed ${Math.round(before / 1024)} KiB to ${Math.round(after / 1024)} KiB`);
