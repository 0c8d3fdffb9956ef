// Findings and reminders: what is read and changed.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];

export type Finding = Schemas["FindingView"];
export type FindingKind = Schemas["FindingKindView"];
export type FindingBody = Schemas["FindingBody"];
export type FindingClose = Schemas["FindingCloseBody"];
export type Reminder = Schemas["PushView"];
export type ReminderBody = Schemas["PushInBody"];

/** Who finds things out, and what comes of them. */
export const SOURCES = ["house", "staff", "citizen", "inspector"] as const satisfies readonly Finding["source"][];
export const VERDICTS = ["corrected", "unfounded", "confirmed", "transferred"] as const satisfies readonly NonNullable<Finding["verdict"]>[];

export interface FindingFilter {
  open?: boolean;
  fault?: string;
  source?: string;
  place?: string;
  system?: string;
  camera?: string;
  organisation?: string;
}

export function useFindingList(filter: FindingFilter) {
  return useInfiniteQuery({
    queryKey: ["findings", "list", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/findings", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

export function useFinding(id: string) {
  return useQuery({ queryKey: ["findings", "one", id], queryFn: () => body(api.GET("/api/v1/findings/{id}", { params: { path: { id } } })), enabled: id !== "" });
}

/** The kinds change with the program only. */
export function useFindingKinds() {
  return useQuery({ queryKey: ["finding-kinds"], queryFn: async () => (await body(api.GET("/api/v1/finding-kinds"))).items, staleTime: 600_000 });
}

/** Reminders to the own unit, or of every system in sight. */
export function useReminders(mine: boolean) {
  return useInfiniteQuery({
    queryKey: ["reminders", mine],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/pushes", { params: { query: { mine, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

export function useSystemReminders(id: string) {
  return useInfiniteQuery({
    queryKey: ["reminders", "system", id],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/systems/{id}/pushes", { params: { path: { id }, query: { cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

/** Reminders to a unit, or of its people. */
export function useUnitReminders(which: { to: string } | { from: string }) {
  return useInfiniteQuery({
    queryKey: ["reminders", "unit", which],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/pushes", { params: { query: { ...which, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

const of = (id: string) => ({ params: { path: { id } } });

export const sendFindings = {
  report: (finding: FindingBody) => body(api.POST("/api/v1/findings", { body: finding })),
  close: (id: string, how: FindingClose) => body(api.POST("/api/v1/findings/{id}/close", { ...of(id), body: how })),
  remind: (system: string, reminder: ReminderBody) => body(api.POST("/api/v1/systems/{id}/pushes", { ...of(system), body: reminder })),
};
