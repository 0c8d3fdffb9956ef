// Writes src/api/types.ts from ../api/openapi.json, or with --check says
// whether it is fresh.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const source = process.env.SHIHENG_OPENAPI ? new URL(process.env.SHIHENG_OPENAPI, "file:") : new URL("../../api/openapi.json", import.meta.url);
const target = new URL("../src/api/types.ts", import.meta.url);
const head = "// Code generated from api/openapi.json by scripts/generate.mjs; DO NOT EDIT.\n\n";

const text = head + astToString(await openapiTS(source, { alphabetize: true }));
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("src/api/types.ts is stale: run npm run generate");
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
