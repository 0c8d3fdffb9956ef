// What the desk for citizens who look reads and changes (W168/25, R799/21).
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];
export type CitizenCase = Schemas["CitizenView"];
export type CitizenLine = Schemas["CitizenLine"];
export type MissingBody = Schemas["MissingBody"];
export type RelatedBody = Schemas["RelatedBody"];
export type Brought = Schemas["Brought"];
export type Suggestion = Schemas["Suggestion"];
export type Station = Schemas["StationView"];
export type Flow = CitizenLine["flow"];

interface Known {
  id: string;
  etag: string;
}

const at = (id: string) => ({ params: { path: { id } } });
const match = (of: Known) => ({ params: { path: { id: of.id }, header: { "If-Match": of.etag } } });

export const sendCitizen = {
  missing: (b: MissingBody) => body(api.POST("/api/v1/citizen/missing", { body: b })),
  related: (b: RelatedBody) => body(api.POST("/api/v1/citizen/related", { body: b })),
  evidence: (of: Known, b: Brought) => body(api.POST("/api/v1/citizen/cases/{id}/evidence", { ...match(of), body: b })),
  admit: (of: Known) => body(api.POST("/api/v1/citizen/cases/{id}/admit", match(of))),
  consent: (of: Known, why: string) => body(api.POST("/api/v1/citizen/cases/{id}/consent", { ...match(of), body: { why } })),
  refuse: (of: Known, why?: string) => body(api.POST("/api/v1/citizen/cases/{id}/refuse", { ...match(of), body: why ? { why } : {} })),
  decline: (of: Known, why: string) => body(api.POST("/api/v1/citizen/cases/{id}/decline", { ...match(of), body: { why } })),
  extend: (id: string, b: Schemas["ExtendBody"]) => body(api.POST("/api/v1/citizen/cases/{id}/extend", { ...at(id), body: b })),
  open: (id: string, b: Schemas["Opening"]) => body(api.POST("/api/v1/citizen/cases/{id}/open", { ...at(id), body: b })),
  token: (id: string, grantId: string, cameraId: string) => body(api.POST("/api/v1/citizen/cases/{id}/tokens", { ...at(id), body: { grantId, cameraId } })),
  copy: (id: string) => body(api.POST("/api/v1/citizen/cases/{id}/copy", at(id))),
  sight: (id: string, b: Schemas["SightingEntry"]) => body(api.POST("/api/v1/citizen/cases/{id}/sightings", { ...at(id), body: b })),
  mask: (id: string, others: boolean) => body(api.POST("/api/v1/citizen/cases/{id}/mask", { ...at(id), body: { others } })),
  revoke: (id: string, why: string) => body(api.POST("/api/v1/citizen/cases/{id}/revoke", { ...at(id), body: { why } })),
  close: (id: string, b: Schemas["Ending"]) => body(api.POST("/api/v1/citizen/cases/{id}/close", { ...at(id), body: b })),
  book: (flow: Flow, from: string, to: string) => body(api.POST("/api/v1/citizen/book", { body: { flow, from, to } })),
  station: (b: Schemas["StationEntry"]) => body(api.POST("/api/v1/workstations", { body: b })),
  removeStation: (id: string) => body(api.POST("/api/v1/workstations/{id}/remove", at(id))),
  bind: (code: string) => body(api.POST("/api/v1/workstations/bind", { body: { code } })),
};

export interface CitizenFilter {
  flow: Flow;
  state?: CitizenLine["state"];
  q?: string;
}

export function useCitizenCases(filter: CitizenFilter) {
  return useInfiniteQuery({
    queryKey: ["citizen", "list", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/citizen/cases", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

/** One case. What was shown grows while somebody looks, so it is read again now and then. */
export function useCitizenCase(id: string) {
  return useQuery({ queryKey: ["citizen", "one", id], queryFn: () => body(api.GET("/api/v1/citizen/cases/{id}", at(id))), refetchInterval: 10_000 });
}

/** Cameras around a registered place, for who was last seen there. */
export function useSuggestions(place: string | undefined, seen: string) {
  return useQuery({
    queryKey: ["citizen", "suggestions", place, seen],
    enabled: place !== undefined && place !== "" && seen !== "",
    queryFn: () => body(api.GET("/api/v1/citizen/suggestions", { params: { query: { place: place ?? "", seen } } })),
  });
}

export function useStations() {
  return useInfiniteQuery({
    queryKey: ["workstations"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/workstations", { params: { query: { cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

/** Which workstation this browser is. */
export function useHere() {
  return useQuery({ queryKey: ["workstations", "here"], queryFn: () => body(api.GET("/api/v1/workstations/here")) });
}
