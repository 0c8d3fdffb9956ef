// What the register of terms reads.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];
export type RetentionLine = Schemas["RetentionLine"];
export type RetentionView = Schemas["RetentionView"];
export type Hole = Schemas["Hole"];

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
