// The log that an outsider can check.
import { useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

export type LogState = components["schemas"]["LogView"];

export function useLog() {
  return useQuery({ queryKey: ["log"], queryFn: () => body(api.GET("/api/v1/log")), refetchInterval: 10_000 });
}

/** The leaf of an act with its proof. */
export function proofOf(id: string) {
  return body(api.GET("/api/v1/audit/{id}/proof", { params: { path: { id } } }));
}
