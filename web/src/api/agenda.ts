// What the pages of duties, notices and indicators read and change.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];

export type Obligation = Schemas["ObligationView"];
export type Obligations = Schemas["ObligationsView"];
export type DutyProof = Schemas["DutyProofView"];
export type Notice = Schemas["NoticeView"];
export type Hook = Schemas["HookView"];
export type Delivery = Schemas["DeliveryView"];
export type Indicator = Schemas["IndicatorView"];
export type Measure = Schemas["MeasureView"];
export type Member = Schemas["MemberView"];
export type Point = Schemas["PointView"];
export type SubjectKind = Obligation["subjectKind"];
export type DutyState = Obligation["state"];

export interface Subject {
  subjectKind: SubjectKind;
  subjectId: string;
}

export function isSubjectKind(kind: string): kind is SubjectKind {
  return kind === "system" || kind === "place" || kind === "organisation";
}

/** What is due changes by the day and with each act; a minute's age is fresh. */
const FRESH = 60_000;

export function useObligations(of: Subject) {
  return useQuery({
    queryKey: ["obligations", of],
    queryFn: () => body(api.GET("/api/v1/obligations", { params: { query: of } })),
    refetchInterval: FRESH,
    enabled: of.subjectId !== "",
  });
}

export interface DueFilter {
  side: "mine" | "others" | "all";
  state?: Exclude<DutyState, "not-applicable"> | "all";
  subjectKind?: SubjectKind;
  duty?: string;
}

export function useDue(filter: DueFilter) {
  return useInfiniteQuery({
    queryKey: ["obligations", "due", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/obligations/due", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    refetchInterval: FRESH,
  });
}

export function useDutyCounts(enabled: boolean) {
  return useQuery({ queryKey: ["obligations", "counts"], queryFn: () => body(api.GET("/api/v1/obligations/counts")), refetchInterval: FRESH, enabled });
}

export function useProofs(of: Subject & { duty: string }) {
  return useQuery({
    queryKey: ["obligations", "proofs", of],
    queryFn: async () => (await body(api.GET("/api/v1/obligations/proofs", { params: { query: of } }))).items,
  });
}

export function useNotices(unread: boolean) {
  return useInfiniteQuery({
    queryKey: ["notices", unread],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/notices", { params: { query: { unread, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    refetchInterval: FRESH,
  });
}

export function useUnread() {
  return useQuery({ queryKey: ["notices", "count"], queryFn: async () => (await body(api.GET("/api/v1/notices/count"))).unread, refetchInterval: FRESH });
}

export function useHook() {
  return useQuery({ queryKey: ["webhook"], queryFn: () => body(api.GET("/api/v1/webhook")) });
}

export function useDeliveries() {
  return useInfiniteQuery({
    queryKey: ["webhook", "deliveries"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/webhook/deliveries", { params: { query: { cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    refetchInterval: 5_000,
  });
}

export function useIndicators() {
  return useQuery({ queryKey: ["indicators"], queryFn: () => body(api.GET("/api/v1/indicators")), refetchInterval: FRESH });
}

export function useMeasures(key: string, short: boolean) {
  return useInfiniteQuery({
    queryKey: ["indicators", key, "subjects", short],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/indicators/{key}/subjects", { params: { path: { key }, query: { short, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

export function useMembers(key: string, of: Subject) {
  return useQuery({
    queryKey: ["indicators", key, "members", of],
    queryFn: async () => (await body(api.GET("/api/v1/indicators/{key}/members", { params: { path: { key }, query: of } }))).items,
  });
}

export function useTrend(key: string) {
  return useQuery({
    queryKey: ["indicators", key, "trend"],
    queryFn: async () => (await body(api.GET("/api/v1/indicators/{key}/trend", { params: { path: { key } } }))).items,
  });
}

interface Tagged {
  etag: string;
}

export const sendAgenda = {
  prove: (proof: Schemas["DutyProofBody"]) => body(api.POST("/api/v1/obligations/proofs", { body: proof })),
  print: (of: Subject) => body(api.POST("/api/v1/obligations/document", { body: of })),
  again: () => api.POST("/api/v1/obligations/reckoning"),
  read: (ids: string[]) => body(api.POST("/api/v1/notices/read", { body: { ids } })),
  readAll: () => body(api.POST("/api/v1/notices/read", { body: { all: true } })),
  changeHook: (of: Tagged, hook: Schemas["HookBody"]) => body(api.PUT("/api/v1/webhook", { params: { header: { "If-Match": of.etag } }, body: hook })),
  testHook: () => body(api.POST("/api/v1/webhook/test")),
};
