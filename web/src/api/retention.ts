// What the register of terms reads.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];
export type RetentionLine = Schemas["RetentionLine"];
export type RetentionView = Schemas["RetentionView"];
export type Hole = Schemas["Hole"];
export type Ceiling = Schemas["CeilingView"];
export type Over = Schemas["FootageOver"];
export type Purpose = Schemas["PurposeView"];
export type Need = Schemas["Need"];

const match = (of: { id: string; etag: string }) => ({ params: { path: { id: of.id }, header: { "If-Match": of.etag } } });

export const sendRetention = {
  ceiling: (of: Ceiling, days: number, reason: string) => body(api.PUT("/api/v1/retention/ceiling", { params: { header: { "If-Match": of.etag } }, body: { days, reason } })),
  register: (b: Need) => body(api.POST("/api/v1/retention/purposes", { body: b })),
  end: (of: Purpose, reason: string) => body(api.POST("/api/v1/retention/purposes/{id}/end", { ...match(of), body: { reason } })),
};

export interface RetentionFilter {
  outcome?: RetentionLine["outcome"];
  q?: string;
}

export function useRetention(filter: RetentionFilter) {
  return useInfiniteQuery({
    queryKey: ["retention", "list", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/retention", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

export function useRetentionCounts() {
  return useQuery({ queryKey: ["retention", "counts"], queryFn: () => body(api.GET("/api/v1/retention/counts")), refetchInterval: 60_000 });
}

/** One camera, judged as it is asked for. */
export function useRetentionOf(id: string) {
  return useQuery({
    queryKey: ["retention", "one", id],
    queryFn: () => body(api.GET("/api/v1/retention/cameras/{id}", { params: { path: { id } } })),
    refetchInterval: 30_000,
  });
}

export function useCeiling() {
  return useQuery({ queryKey: ["retention", "ceiling"], queryFn: () => body(api.GET("/api/v1/retention/ceiling")) });
}

export function usePurposes() {
  return useInfiniteQuery({
    queryKey: ["retention", "purposes"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/retention/purposes", { params: { query: { cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}
