// What the counter for officials reads and changes.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];
export type Application = Schemas["ApplicationView"];
export type BasicShown = Schemas["BasicShown"];
export type ApplicationBody = Schemas["ApplicationBody"];
export type ApplicationLine = Schemas["ApplicationLine"];
export type Evidence = Schemas["Evidence"];
export type OfficerEvidence = Schemas["OfficerEvidence"];
export type ConditionState = Schemas["ConditionState"];
export type Confirmation = Schemas["ConfirmationView"];
export type Suspicion = Schemas["SuspicionView"];
export type Granting = Schemas["Granting"];
export type FollowUp = Schemas["FollowUpBody"];

interface Known {
  id: string;
  etag: string;
}

const at = (id: string) => ({ params: { path: { id } } });
const match = (of: Known) => ({ params: { path: { id: of.id }, header: { "If-Match": of.etag } } });

export const sendOfficial = {
  receive: (b: ApplicationBody) => body(api.POST("/api/v1/official/applications", { body: b })),
  evidence: (of: Known, b: Evidence) => body(api.POST("/api/v1/official/applications/{id}/evidence", { ...match(of), body: b })),
  grant: (of: Known, b: Granting) => body(api.POST("/api/v1/official/applications/{id}/grant", { ...match(of), body: b })),
  refuse: (of: Known, b: Schemas["Refusing"]) => body(api.POST("/api/v1/official/applications/{id}/refuse", { ...match(of), body: b })),
  hold: (of: Known, reason: string) => body(api.POST("/api/v1/official/applications/{id}/hold", { ...at(of.id), body: { reason } })),
  open: (id: string) => body(api.POST("/api/v1/official/applications/{id}/open", at(id))),
  basic: (id: string, act: "viewBasic" | "retrieveBasic" | "copyBasic") => body(api.POST("/api/v1/official/applications/{id}/basic", { ...at(id), body: { act } })),
  still: (id: string, cameraId: string, moment: number) => body(api.POST("/api/v1/official/applications/{id}/still", { ...at(id), body: { cameraId, at: new Date(moment).toISOString() } })),
  withdraw: (of: Known, why: string) => body(api.POST("/api/v1/official/applications/{id}/withdraw", { ...at(of.id), body: { why } })),
  revoke: (of: Known, why: string) => body(api.POST("/api/v1/official/applications/{id}/revoke", { ...at(of.id), body: { why } })),
  follow: (of: Known, b: Schemas["FollowUpBody"]) => body(api.POST("/api/v1/official/applications/{id}/follow-up", { ...at(of.id), body: b })),
  close: (of: Known) => body(api.POST("/api/v1/official/applications/{id}/close", at(of.id))),
  book: (from: string, to: string) => body(api.POST("/api/v1/official/book", { body: { from, to } })),
  confirm: (id: string) => body(api.POST("/api/v1/official/confirmations/{id}/confirm", at(id))),
  report: (b: Schemas["SuspicionEntry"]) => body(api.POST("/api/v1/official/suspicions", { body: b })),
  receipt: (id: string, b: Schemas["SuspicionReceiptBody"]) => body(api.POST("/api/v1/official/suspicions/{id}/receipt", { ...at(id), body: b })),
};

export interface ApplicationFilter {
  state?: ApplicationLine["state"];
  dueBy?: string;
  from?: string;
  to?: string;
  q?: string;
}

export function useApplications(filter: ApplicationFilter) {
  return useInfiniteQuery({
    queryKey: ["official", "list", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/official/applications", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

/** One application. Confirmations grow stale by the clock, so it is read again now and then. */
export function useApplication(id: string) {
  return useQuery({
    queryKey: ["official", "one", id],
    queryFn: () => body(api.GET("/api/v1/official/applications/{id}", at(id))),
    refetchInterval: 15_000,
  });
}

export function useConfirmations() {
  return useInfiniteQuery({
    queryKey: ["official", "mine"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/official/confirmations", { params: { query: { cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    refetchInterval: 15_000,
  });
}

export function useSuspicions() {
  return useInfiniteQuery({
    queryKey: ["suspicions"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/official/suspicions", { params: { query: { cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}
