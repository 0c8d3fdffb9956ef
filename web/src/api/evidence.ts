// What the register of holds reads and changes.
import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];
export type Hold = Schemas["HoldView"];
export type HoldLine = Schemas["HoldLine"];
export type HoldPoint = Schemas["HoldPoint"];
export type Placing = Schemas["Placing"];
export type LiftBody = Schemas["HoldLiftBody"];

const at = (id: string) => ({ params: { path: { id } } });
const match = (of: Hold) => ({ params: { path: { id: of.id }, header: { "If-Match": of.etag } } });

export const sendHold = {
  place: (b: Placing) => body(api.POST("/api/v1/evidence/holds", { body: b })),
  review: (of: Hold, reviewOn: string, reason: string) => body(api.POST("/api/v1/evidence/holds/{id}/review", { ...match(of), body: { reviewOn, reason } })),
  propose: (of: Hold, b: LiftBody) => body(api.POST("/api/v1/evidence/holds/{id}/lift", { ...match(of), body: b })),
  confirm: (of: Hold) => body(api.POST("/api/v1/evidence/holds/{id}/confirm", { ...at(of.id), body: { digest: of.lifting?.digest ?? "" } })),
  withdraw: (of: Hold) => body(api.POST("/api/v1/evidence/holds/{id}/withdraw", at(of.id))),
};

export interface HoldFilter {
  state?: HoldLine["state"];
  reviewBy?: string;
  insecure?: boolean;
  q?: string;
}

export function useHolds(filter: HoldFilter) {
  return useInfiniteQuery({
    queryKey: ["holds", "list", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/evidence/holds", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

/** One hold. Where its footage is changes by itself, so it is read again now and then. */
export function useHold(id: string) {
  return useQuery({
    queryKey: ["holds", "one", id],
    queryFn: () => body(api.GET("/api/v1/evidence/holds/{id}", at(id))),
    refetchInterval: 15_000,
  });
}

/** The holds in force on each of some cameras in a span, for their timelines. */
export function useHoldsOn(ids: readonly string[], from: string, to: string, enabled: boolean) {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ["holds", "on", id, from, to],
      queryFn: () => body(api.GET("/api/v1/evidence/holds", { params: { query: { cameraId: id, from, to, state: "in-force", limit: 100 } } })),
      placeholderData: keepPreviousData,
      staleTime: 15_000,
      enabled,
    })),
    combine: (all) => all.map((one) => one.data?.items ?? []),
  });
}
