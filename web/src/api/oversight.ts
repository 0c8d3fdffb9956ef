// How people looked at footage, as an auditor sees it.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];

export type Alarm = Schemas["AlarmView"];
export type Sample = Schemas["SampleView"];
export type SampleOpened = Schemas["SampleOpened"];
export type Canary = Schemas["CanaryView"];
export type ReviewFigures = Schemas["ReviewFigures"];
export type Verdict = Schemas["VerdictBody"];

export const PATTERNS = ["canary", "own-name", "outside", "retried", "proofs", "night", "volume", "repeat", "words"] as const satisfies readonly Alarm["pattern"][];
export type Pattern = (typeof PATTERNS)[number];

const FRESH = 60_000;

export type Output = Schemas["OutputView"];

export function useOutputs() {
  return useQuery({ queryKey: ["oversight", "outputs"], queryFn: async () => (await body(api.GET("/api/v1/oversight/outputs"))) ?? [] });
}

export function useAlarms(decided: boolean, pattern?: Pattern) {
  return useInfiniteQuery({
    queryKey: ["oversight", "alarms", decided, pattern],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/oversight/alarms", { params: { query: { decided, pattern, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    refetchInterval: FRESH,
  });
}

export function useSamples(decided: boolean) {
  return useInfiniteQuery({
    queryKey: ["oversight", "samples", decided],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/oversight/samples", { params: { query: { decided, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

export function useCanaries() {
  return useQuery({ queryKey: ["oversight", "canaries"], queryFn: async () => (await body(api.GET("/api/v1/oversight/canaries"))).items });
}

export function useReviewFigures() {
  return useQuery({ queryKey: ["oversight", "figures"], queryFn: async () => (await body(api.GET("/api/v1/oversight/figures"))).items });
}

/** Cameras to choose a canary from, by part of the name. */
export function useCandidates(q: string) {
  return useQuery({
    queryKey: ["oversight", "cameras", q],
    queryFn: async () => (await body(api.GET("/api/v1/oversight/cameras", { params: { query: { q: q || undefined, limit: 50 } } }))).items,
    placeholderData: keepPreviousData,
  });
}

export const oversight = {
  decideAlarm: (a: { id: string; verdict: Verdict }) => body(api.POST("/api/v1/oversight/alarms/{id}/decide", { params: { path: { id: a.id } }, body: a.verdict })),
  openSample: (seq: number) => body(api.POST("/api/v1/oversight/samples/{seq}/open", { params: { path: { seq } } })),
  decideSample: (a: { seq: number; verdict: Verdict }) => body(api.POST("/api/v1/oversight/samples/{seq}/decide", { params: { path: { seq: a.seq } }, body: a.verdict })),
  setCanary: (a: { id: string; note: string }) => body(api.PUT("/api/v1/oversight/canaries/{id}", { params: { path: { id: a.id } }, body: { note: a.note } })),
  dropCanary: (id: string) => api.DELETE("/api/v1/oversight/canaries/{id}", { params: { path: { id } } }),
};
