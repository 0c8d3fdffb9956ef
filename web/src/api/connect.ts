// What the connection pages read and change.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];
export type CatalogueVersion = Schemas["CatalogueVersionView"];
export type CatalogueDraft = Schemas["CatalogueDraftBody"];
export type CatalogueRule = Schemas["CatalogueRule"];
export type CatalogueChange = Schemas["CatalogueChange"];
export type ConnectTask = Schemas["ConnectTaskView"];
export type InterfaceTest = Schemas["InterfaceTestView"];
export type Link = ConnectTask["link"];

interface Known {
  id: string;
  etag: string;
}

const match = (of: Known) => ({ params: { path: { id: of.id }, header: { "If-Match": of.etag } } });

export const sendConnect = {
  draft: (edition: CatalogueDraft) => body(api.POST("/api/v1/catalogue/versions", { body: edition })),
  change: (of: Known, edition: CatalogueDraft) => body(api.PATCH("/api/v1/catalogue/versions/{id}", { ...match(of), body: edition })),
  drop: (id: string) => api.DELETE("/api/v1/catalogue/versions/{id}", { params: { path: { id } } }),
  publish: (of: Known) => body(api.POST("/api/v1/catalogue/versions/{id}/publish", match(of))),
  report: (id: string) => body(api.POST("/api/v1/interface-tests/{id}/report", { params: { path: { id } } })),
  record: (system: string) => body(api.POST("/api/v1/systems/{id}/connection-record", { params: { path: { id: system } } })),
  test: (cameraId: string) => body(api.POST("/api/v1/interface-tests", { body: { cameraId } })),
};

export function useCatalogueVersions() {
  return useInfiniteQuery({
    queryKey: ["catalogue"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/catalogue/versions", { params: { query: { cursor: pageParam || undefined, limit: 20 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export function useCataloguePreview(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ["catalogue", "preview", id],
    queryFn: () => body(api.GET("/api/v1/catalogue/versions/{id}/preview", { params: { path: { id } } })),
    staleTime: 0,
    enabled,
  });
}

export function useCatalogueChanges(id: string, from: string) {
  return useQuery({
    queryKey: ["catalogue", "changes", id, from],
    queryFn: () => body(api.GET("/api/v1/catalogue/versions/{id}/changes", { params: { path: { id }, query: { from } } })),
    enabled: from !== "",
  });
}

export function useCatalogueItems(id: string) {
  return useInfiniteQuery({
    queryKey: ["catalogue", "items", id],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/catalogue/versions/{id}/items", { params: { path: { id }, query: { cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export interface TaskFilter {
  system?: string;
  link?: Link;
  overdue?: boolean;
}

export function useConnectTasks(filter: TaskFilter) {
  return useInfiniteQuery({
    queryKey: ["connect-tasks", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/connect-tasks", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function useConnectCounts() {
  return useQuery({ queryKey: ["connect-tasks", "counts"], queryFn: () => body(api.GET("/api/v1/connect-tasks/counts")), refetchInterval: 30_000 });
}

export function useInterfaceTests(filter: { system?: string; camera?: string }) {
  return useInfiniteQuery({
    queryKey: ["interface-tests", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/interface-tests", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    refetchInterval: (query) => (query.state.data?.pages[0]?.items.some((x) => x.verdict === "running") ? 1_500 : 30_000),
  });
}
