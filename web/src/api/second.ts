// Second copies of held footage: of one hold, and the bucket they lie in.
import { useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];
export type HeldCopies = Schemas["HeldCopies"];
export type SecondCopyBucket = Schemas["SecondCopyBucket"];
export type ProbeTrial = Schemas["ProbeTrial"];

export function useHeldCopies(id: string) {
  return useQuery({
    queryKey: ["holds", "second", id],
    queryFn: () => body(api.GET("/api/v1/evidence/holds/{id}/second-copy", { params: { path: { id } } })),
    refetchInterval: 30_000,
  });
}

export function useBucket(enabled: boolean) {
  return useQuery({ queryKey: ["second-copy"], queryFn: () => body(api.GET("/api/v1/evidence/second-copy")), refetchInterval: 30_000, enabled });
}

export const sendProbe = () => body(api.POST("/api/v1/evidence/second-copy/probe"));
