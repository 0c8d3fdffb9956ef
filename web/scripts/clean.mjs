// Empties dist/ but for .keep, which git holds so that `go:embed all:dist`
// compiles before the first build.
import { readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
for (const name of readdirSync(dist)) {
  if (name !== ".keep") rmSync(dist + name, { recursive: true });
}
