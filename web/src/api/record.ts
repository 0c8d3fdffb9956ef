// The log that an outsider can check.
import { useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

export type LogState = components["schemas"]["LogView"];

export type WitnessSeen = components["schemas"]["WitnessView"];

export function useLog() {
  return useQuery({ queryKey: ["log"], queryFn: () => body(api.GET("/api/v1/log")), refetchInterval: 10_000 });
}

/** The leaf of an act with its proof. */
export function proofOf(id: string) {
  return body(api.GET("/api/v1/audit/{id}/proof", { params: { path: { id } } }));
}

/** What is carried to a witness without a line, from the size it named if it named one. */
export function requestFor(name: string, old: string) {
  return body(api.GET("/api/v1/log/witnesses/{name}/request", { params: { path: { name }, query: old === "" ? {} : { old } } }));
}

/** The line it came back with. */
export function sendAnswer(name: string, answer: string) {
  return body(api.POST("/api/v1/log/witnesses/{name}/answer", { params: { path: { name } }, body: { answer } }));
}
