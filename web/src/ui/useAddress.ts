// What narrows a list stands in the address, so that it can be kept and sent.
import { useCallback } from "react";
import { useSearchParams } from "react-router";

/** What is to stand in the address, by name; "" takes it out. */
type Change = Readonly<Record<string, string>>;

/** Reads what stands in the address ("" for nothing), and changes it in place. */
export function useAddress(): [get: (key: string) => string, set: (change: Change) => void] {
  const [query, setQuery] = useSearchParams();
  const set = useCallback(
    (change: Change): void =>
      setQuery(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [k, v] of Object.entries(change)) if (v === "") next.delete(k);
            else next.set(k, v);
          return next;
        },
        { replace: true },
      ),
    [setQuery],
  );
  return [(key) => query.get(key) ?? "", set];
}
