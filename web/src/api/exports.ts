// Copies that are handed over as evidence: reading and changing.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];
export type Export = Schemas["ExportView"];
export type ExportLine = Schemas["ExportLine"];
export type ExportWanted = Schemas["ExportWanted"];
export type HandingEntry = Schemas["HandingEntry"];
export type EndingEntry = Schemas["EndingEntry"];

const at = (id: string) => ({ params: { path: { id } } });
const match = (of: Export) => ({ params: { path: { id: of.id }, header: { "If-Match": of.etag } } });

export const sendExport = {
  ask: (b: ExportWanted) => body(api.POST("/api/v1/evidence/exports", { body: b })),
  again: (of: Export) => body(api.POST("/api/v1/evidence/exports/{id}/again", at(of.id))),
  cancel: (of: Export, why: string) => body(api.POST("/api/v1/evidence/exports/{id}/cancel", { ...match(of), body: { why } })),
  handOver: (of: Export, b: HandingEntry) => body(api.POST("/api/v1/evidence/exports/{id}/hand-over", { ...match(of), body: b })),
  end: (of: Export, b: EndingEntry) => body(api.POST("/api/v1/evidence/exports/{id}/end", { ...match(of), body: b })),
};

/** Where the file of an export is fetched; a fetching that broke goes on where it stopped. */
export const exportFile = (id: string): string => `/api/v1/evidence/exports/${encodeURIComponent(id)}/file`;

export interface ExportFilter {
  state?: ExportLine["state"];
  applicationId?: string;
  dueBy?: string;
  q?: string;
}

/** The list changes by itself while something is made. */
export function useExports(filter: ExportFilter) {
  return useInfiniteQuery({
    queryKey: ["exports", "list", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/evidence/exports", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
}

export function useExport(id: string) {
  return useQuery({ queryKey: ["exports", "one", id], queryFn: () => body(api.GET("/api/v1/evidence/exports/{id}", at(id))), refetchInterval: 3_000 });
}
