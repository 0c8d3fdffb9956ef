// What the archive's pages read and send.
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, body } from "./client";
import { ProblemError } from "./problem";
import type { components } from "./types";

type Schemas = components["schemas"];

export type Tables = Schemas["ArchiveTablesView"];
export type Field = Schemas["ArchiveFieldView"];
export type Fault = Schemas["ArchiveFaultView"];
export type Saying = Schemas["ArchiveSayingView"];
export type ArchiveRecord = Schemas["ArchiveRecordView"];
export type Card = Schemas["ArchiveCardView"];
export type SheetImport = Schemas["ArchiveImportView"];
export type SheetRow = Schemas["ArchiveRowView"];
export type Seen = Schemas["ArchiveSeenView"];
export type Difference = Schemas["ArchiveDifferenceView"];
export type Hit = Schemas["ArchiveHitView"];
export type RecordChange = Schemas["ArchiveChangeView"];
export type Repeat = Schemas["ArchiveRepeatView"];
export type Pair = Schemas["ArchivePairView"];
export type MapPart = Schemas["MapView"];
export type Datum = NonNullable<Schemas["ArchivePatchBody"]["datum"]>;
export type RowStatus = SheetRow["status"];

export interface ListFilter {
  q?: string;
  system?: string;
  place?: string;
  kind?: "fixed" | "mobile" | "temporary";
  division?: string;
  pointType?: string;
  below?: number;
  archived?: "yes" | "no";
  due?: boolean;
  /** Only cameras that take up sound. */
  sound?: boolean;
  sort?: "name" | "completeness";
}

export function useTables() {
  return useQuery({ queryKey: ["archive-fields"], queryFn: () => body(api.GET("/api/v1/archive/fields")), staleTime: 600_000 });
}

export function useTotals() {
  return useQuery({ queryKey: ["archive", "totals"], queryFn: () => body(api.GET("/api/v1/archive/totals")) });
}

const page = (cursor: string, limit = 100) => ({ cursor: cursor || undefined, limit });
const next = (last: { next: string }) => last.next || undefined;

export function useArchive(filter: ListFilter) {
  return useInfiniteQuery({
    queryKey: ["archive", "list", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/archive/cameras", { params: { query: { ...filter, ...page(pageParam) } } })),
    getNextPageParam: next,
    placeholderData: keepPreviousData,
  });
}

const of = (id: string) => ({ params: { path: { id } } });

export function useRecord(id: string) {
  return useQuery({ queryKey: ["archive", "record", id], queryFn: () => body(api.GET("/api/v1/cameras/{id}/archive", of(id))) });
}

export function useHistory(id: string) {
  return useInfiniteQuery({
    queryKey: ["archive", "history", id],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/cameras/{id}/archive/history", { params: { path: { id }, query: page(pageParam, 50) } })),
    getNextPageParam: next,
  });
}

export function useTwins(id: string) {
  return useQuery({ queryKey: ["archive", "twins", id], queryFn: async () => (await body(api.GET("/api/v1/cameras/{id}/archive/twins", of(id)))).items });
}

export function useDifferences(id: string) {
  return useQuery({
    queryKey: ["archive", "differences", id],
    queryFn: async () => (await body(api.GET("/api/v1/cameras/{id}/archive/differences", of(id)))).items,
  });
}

export function useSeen(unlinked: boolean) {
  return useInfiniteQuery({
    queryKey: ["archive", "seen", unlinked],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/archive/seen", { params: { query: { unlinked, ...page(pageParam) } } })),
    getNextPageParam: next,
  });
}

export type RepeatField = "device_code" | "mac" | "ipv4" | "name";

export function useRepeats(field: RepeatField) {
  return useInfiniteQuery({
    queryKey: ["archive", "repeats", field],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/archive/repeats", { params: { query: { field, ...page(pageParam) } } })),
    getNextPageParam: next,
  });
}

export function usePairs() {
  return useInfiniteQuery({
    queryKey: ["archive", "pairs"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/archive/pairs", { params: { query: page(pageParam) } })),
    getNextPageParam: next,
  });
}

export function useImports() {
  return useInfiniteQuery({
    queryKey: ["archive", "imports"],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/archive/imports", { params: { query: page(pageParam, 20) } })),
    getNextPageParam: next,
  });
}

const working = (state: string | undefined): boolean => state === "committing" || state === "undoing";

/** First parts of the query keys that a long work may change. */
const CHANGED = ["archive", "cameras", "tree", "map"] as const;

export function useImport(id: string) {
  return useQuery({
    queryKey: ["archive", "import", id],
    queryFn: () => body(api.GET("/api/v1/archive/imports/{id}", of(id))),
    enabled: id !== "",
    refetchInterval: (query) => (working(query.state.data?.state) ? 1_000 : false),
  });
}

export function useRows(id: string, status: RowStatus) {
  return useInfiniteQuery({
    queryKey: ["archive", "rows", id, status],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/archive/imports/{id}/rows", { params: { path: { id }, query: { status, ...page(pageParam) } } })),
    getNextPageParam: next,
  });
}

/** A long work of the archive. When it has ended, what it may have changed is read anew. */
export function useJob(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ["job", id],
    queryFn: async () => {
      const job = await body(api.GET("/api/v1/jobs/{id}", of(id)));
      if (job.endedAt) await Promise.all(CHANGED.map((key) => client.invalidateQueries({ queryKey: [key] })));
      return job;
    },
    enabled: id !== "",
    refetchInterval: (query) => (query.state.data?.endedAt ? false : 700),
  });
}

export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

export function useMapPart(box: Box | null) {
  return useQuery({
    queryKey: ["map", box],
    queryFn: () => body(api.GET("/api/v1/map/cameras", { params: { query: box ?? { west: 0, south: 0, east: 0, north: 0 } } })),
    enabled: box !== null,
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
}

export function useOutlines() {
  return useQuery({
    queryKey: ["map-outlines"],
    queryFn: async () => {
      const { districts } = await body(api.GET("/api/v1/map/outlines"));
      return districts.map((d) => ({ code: d.code, rings: d.rings.map((ring) => (ring ?? []).map((corner) => corner ?? [])) }));
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Sends a file as it is; the server reads it and shows what would become of it. */
async function upload(file: File, datum: Datum): Promise<SheetImport> {
  const query = new URLSearchParams({ name: file.name, datum });
  const response = await fetch(`/api/v1/archive/imports?${query.toString()}`, {
    method: "POST",
    body: file,
    headers: { "Content-Type": "application/octet-stream" },
    credentials: "same-origin",
  }).catch(() => null);
  if (response === null) throw new ProblemError(0, {});
  const answer: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new ProblemError(response.status, answer !== null && typeof answer === "object" ? { ...answer } : {});
  return answer as SheetImport;
}

export const archive = {
  upload,
  save: (record: ArchiveRecord, values: Record<string, string>, datum: Datum, why = "") =>
    body(
      api.PATCH("/api/v1/cameras/{id}/archive", {
        params: { path: { id: record.id }, header: { "If-Match": record.etag } },
        body: { values, datum, why: why === "" ? undefined : why },
      }),
    ),
  decide: (id: string, of_: Difference, adopt: boolean, note: string) =>
    body(api.POST("/api/v1/cameras/{id}/archive/decision", { ...of(id), body: { field: of_.field, device: of_.device, adopt, note } })),
  commit: (id: string) => body(api.POST("/api/v1/archive/imports/{id}/commit", of(id))),
  undo: (id: string) => body(api.POST("/api/v1/archive/imports/{id}/undo", of(id))),
  discard: (id: string) => api.DELETE("/api/v1/archive/imports/{id}", of(id)),
  pick: (polygon: number[][]) => body(api.POST("/api/v1/map/pick", { body: { polygon: polygon as [number, number][] } })),
};

/** Addresses of files that the browser saves. */
export const files = {
  template: "/api/v1/archive/template",
  faulty: (id: string) => `/api/v1/archive/imports/${encodeURIComponent(id)}/faulty`,
  export: (format: "xlsx" | "csv", filter: ListFilter) => {
    const query = new URLSearchParams({ format });
    for (const [key, value] of Object.entries(filter)) if (value !== undefined && value !== "") query.set(key, String(value));
    return `/api/v1/archive/export?${query.toString()}`;
  },
};
