// The register of every access and its statistics.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];
export type AccessLine = Schemas["AccessLine"];
export type AccessFigures = Schemas["AccessFiguresView"];

export interface RegisterFilter {
  regime?: AccessLine["regime"];
  outcome?: AccessLine["outcome"];
  from?: string;
  to?: string;
  act?: string;
  system?: string;
  camera?: string;
  account?: string;
  q?: string;
}

export function useAccessRegister(filter: RegisterFilter) {
  return useInfiniteQuery({
    queryKey: ["access-register", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/access-register", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

/** Acts, systems and cameras of the reader's scope that the register can be narrowed by. */
export function useRegisterChoices(system: string | undefined, q: string) {
  return useQuery({
    queryKey: ["access-register", "choices", system, q],
    queryFn: () => body(api.GET("/api/v1/access-register/choices", { params: { query: { system, q: q || undefined } } })),
    placeholderData: keepPreviousData,
  });
}

export function useAccessFigures(quarter: string | undefined) {
  return useQuery({
    queryKey: ["access-figures", quarter],
    queryFn: () => body(api.GET("/api/v1/access-figures", { params: { query: { quarter } } })),
  });
}

/** Where a browser saves the register of a period from. */
export function registerSheet(filter: RegisterFilter): string {
  const q = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) if (typeof value === "string" && value !== "") q.set(key, value);
  return `/api/v1/access-register/sheet?${q.toString()}`;
}

export const figureSheet = (quarter: string): string => `/api/v1/access-figures/sheet?quarter=${encodeURIComponent(quarter)}`;

export const sendDesk = {
  print: (b: Schemas["RegisterPrintBody"]) => body(api.POST("/api/v1/access-register/print", { body: b })),
  printFigures: (quarter: string) => body(api.POST("/api/v1/access-figures/print", { body: { quarter } })),
};

export type PersonalRequest = Schemas["PersonalView"];
export type PersonalBody = Schemas["PersonalBody"];

export function usePersonalRequests(filter: { state?: string; q?: string }) {
  return useInfiniteQuery({
    queryKey: ["personal", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/personal/requests", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

const on = (r: PersonalRequest) => ({ params: { path: { id: r.id }, header: { "If-Match": r.etag } } });

export const sendPersonal = {
  receive: (b: PersonalBody) => body(api.POST("/api/v1/personal/requests", { body: b })),
  check: (r: PersonalRequest) => body(api.POST("/api/v1/personal/requests/{id}/check", { params: { path: { id: r.id } } })),
  grant: (r: PersonalRequest, words: string) => body(api.POST("/api/v1/personal/requests/{id}/grant", { ...on(r), body: { words } })),
  refuse: (r: PersonalRequest, b: Schemas["PersonalRefusing"]) => body(api.POST("/api/v1/personal/requests/{id}/refuse", { ...on(r), body: b })),
  finish: (r: PersonalRequest, words: string) => body(api.POST("/api/v1/personal/requests/{id}/finish", { ...on(r), body: { words } })),
  withdraw: (r: PersonalRequest, words: string) => body(api.POST("/api/v1/personal/requests/{id}/withdraw", { ...on(r), body: { words } })),
};
