// Everything the pages read, one hook each. Query keys begin with the topic
// that server-sent events refresh (see events.ts).
import { keepPreviousData, useInfiniteQuery, useQuery, useQueries } from "@tanstack/react-query";
import { api, body } from "./client";

/** Registers and lists small enough to be read whole; the server caps a page at 500. */
const WHOLE = 500;

/** The place in a list, as every list takes it. */
function paging(cursor: string, limit: number): { cursor?: string; limit: number } {
  return cursor === "" ? { limit } : { cursor, limit };
}

interface Page<T> {
  items: T[];
  next: string;
}

/** Reads every page of a list; for pickers and the tree, which need all of it. */
async function whole<T>(page: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    // Each page's cursor comes from the one before.
    // oxlint-disable-next-line no-await-in-loop
    const got: Page<T> = await page(cursor);
    all.push(...got.items);
    cursor = got.next === "" ? undefined : got.next;
  } while (cursor !== undefined);
  return all;
}

export function useTree() {
  return useQuery({ queryKey: ["tree"], queryFn: () => body(api.GET("/api/v1/tree")), refetchInterval: 15_000 });
}

export function usePlaces() {
  return useQuery({
    queryKey: ["places"],
    queryFn: () => whole((cursor) => body(api.GET("/api/v1/places", { params: { query: { cursor, limit: WHOLE } } }))),
  });
}

export function useSystems() {
  return useQuery({
    queryKey: ["systems"],
    queryFn: () => whole((cursor) => body(api.GET("/api/v1/systems", { params: { query: { cursor, limit: WHOLE } } }))),
  });
}

export function useRoomUses() {
  return useQuery({
    queryKey: ["room-uses"],
    queryFn: async () => (await body(api.GET("/api/v1/room-uses"))).items,
    staleTime: 600_000,
  });
}

export function useDiagnoses() {
  return useQuery({
    queryKey: ["diagnoses"],
    queryFn: async () => (await body(api.GET("/api/v1/diagnoses"))).items,
    staleTime: 600_000,
  });
}

export function useCameras(filter: { q?: string; place?: string; system?: string }) {
  return useInfiniteQuery({
    queryKey: ["cameras", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/cameras", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
}

export function useCamera(id: string) {
  return useQuery({
    queryKey: ["camera", id],
    queryFn: () => body(api.GET("/api/v1/cameras/{id}", { params: { path: { id } } })),
    refetchInterval: 15_000,
    enabled: id !== "",
  });
}

export function useAttempts(id: string) {
  return useQuery({
    queryKey: ["attempts", id],
    queryFn: async () => (await body(api.GET("/api/v1/cameras/{id}/attempts", { params: { path: { id } } }))).items,
    refetchInterval: 3_000,
    enabled: id !== "",
  });
}

export type Scale = "month" | "day" | "hour";

/** The timelines of several cameras, in their order; one that is not there yet is undefined. */
export function useTimelines(ids: readonly string[], from: string, to: string, scale: Scale, enabled: boolean, grant = "") {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ["timeline", id, scale, from, to, grant],
      queryFn: () => body(api.GET("/api/v1/cameras/{id}/timeline", { params: { path: { id }, query: { from, to, scale, ...(grant === "" ? {} : { grant }) } } })),
      placeholderData: keepPreviousData,
      refetchInterval: scale === "month" ? 60_000 : 5_000,
      enabled,
    })),
    combine: (all) => all.map((one) => one.data),
  });
}

export function useDevices(state: "registered" | "offline" | "discovered" | undefined) {
  return useInfiniteQuery({
    queryKey: ["devices", state ?? ""],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/devices", { params: { query: { state, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
}

export function useDevice(id: string) {
  return useQuery({
    queryKey: ["device", id],
    queryFn: () => body(api.GET("/api/v1/devices/{id}", { params: { path: { id } } })),
    refetchInterval: 10_000,
  });
}

export function useChannels(id: string) {
  return useInfiniteQuery({
    queryKey: ["channels", id],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(
        api.GET("/api/v1/devices/{id}/channels", { params: { path: { id }, query: paging(pageParam, 200) } }),
      ),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export function useRefusals() {
  return useInfiniteQuery({
    queryKey: ["refusals"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/refusals", { params: { query: { cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
    refetchInterval: 10_000,
  });
}

export function useAccounts() {
  return useInfiniteQuery({
    queryKey: ["accounts"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/accounts", { params: { query: { cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export function useLogins(all: boolean) {
  return useInfiniteQuery({
    queryKey: ["sessions", all],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/sessions", { params: { query: { all: all || undefined, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export interface AuditFilter {
  from?: string;
  to?: string;
  account?: string;
  camera?: string;
  act?: string;
  outcome?: "granted" | "refused";
  kind?: string;
  object?: string;
}

export function useAudit(filter: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ["audit", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/audit", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function useStatus() {
  return useQuery({ queryKey: ["status"], queryFn: () => body(api.GET("/api/v1/status")), refetchInterval: 5_000 });
}

export function useSettings() {
  return useQuery({ queryKey: ["settings"], queryFn: async () => (await body(api.GET("/api/v1/settings"))).items });
}
