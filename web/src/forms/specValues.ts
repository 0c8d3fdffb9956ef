// From what stands in a form described as data to what the server takes.
import type { Filling, Spec } from "./SpecFields";

function isFilling(value: unknown): value is Filling {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The value with f done to what stands at path; a way that is not there is not made. */
function at(value: Filling, path: readonly (string | number)[], f: (here: unknown) => unknown): Filling {
  const [key, ...rest] = path;
  if (key === undefined || !(key in value)) return value;
  const inner = value[key];
  if (rest.length === 0) return { ...value, [key]: f(inner) };
  return isFilling(inner) ? { ...value, [key]: at(inner, rest, f) } : value;
}

/** A picture is one file: the field holds a list, as every field of files does. */
function one(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

/** What the form holds with each picture as one id, in rows as well. */
export function taken(fields: readonly Spec[], value: Filling): Filling {
  return fields.reduce<Filling>((v, f) => {
    const path = [f.name].flat();
    if (f.kind === "picture") return at(v, path, one);
    const { rows } = f;
    if (f.kind !== "rows" || rows === undefined) return v;
    return at(v, path, (list) => (Array.isArray(list) ? list.map((row: unknown) => (isFilling(row) ? taken(rows, row) : row)) : list));
  }, value);
}

/** Two lists of files as one, each file once. */
export function joined(before: unknown, after: unknown): string[] {
  const ids = [before, after].flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
  return [...new Set(ids.filter((id): id is string => typeof id === "string"))];
}
