// What the pages of the works area read and change.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];

export type Life = Schemas["LifeView"];
export type Moment = Schemas["MomentView"];
export type Todo = Schemas["TodoView"];
export type Step = Schemas["StepInBody"]["event"];

/** Query keys that anything done to a system's life may change. */
export const TOUCHED = ["life", "moments", "works", "systems", "tree", "findings", "cameras"] as const;

export function useLife(id: string) {
  return useQuery({
    queryKey: ["life", id],
    queryFn: () => body(api.GET("/api/v1/systems/{id}/life", { params: { path: { id } } })),
    enabled: id !== "",
  });
}

export function useMoments(id: string) {
  return useInfiniteQuery({
    queryKey: ["moments", id],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/systems/{id}/timeline", { params: { path: { id }, query: { cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export const sendWorks = {
  step: (of: { systemId: string; etag: string }, event: Step, note: string) =>
    body(api.POST("/api/v1/systems/{id}/move", { params: { path: { id: of.systemId }, header: { "If-Match": of.etag } }, body: { event, note } })),
};
