// What the pages of the works area read and change.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];

export type Life = Schemas["LifeView"];
export type Moment = Schemas["MomentView"];
export type Todo = Schemas["TodoView"];
export type Step = Schemas["StepInBody"]["event"];

/** Query keys that anything done to a system's life may change. */
export const TOUCHED = ["life", "moments", "works", "systems", "tree", "findings", "cameras"] as const;

export function useLife(id: string) {
  return useQuery({
    queryKey: ["life", id],
    queryFn: () => body(api.GET("/api/v1/systems/{id}/life", { params: { path: { id } } })),
    enabled: id !== "",
  });
}

export function useMoments(id: string) {
  return useInfiniteQuery({
    queryKey: ["moments", id],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/systems/{id}/timeline", { params: { path: { id }, query: { cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export const sendWorks = {
  step: (of: { systemId: string; etag: string }, event: Step, note: string) =>
    body(api.POST("/api/v1/systems/{id}/move", { params: { path: { id: of.systemId }, header: { "If-Match": of.etag } }, body: { event, note } })),
};

/** The lists of the area, by the last part of their address. */
export const KINDS = ["acceptances", "filings", "removals", "changes", "outages", "todos"] as const;
export type Kind = (typeof KINDS)[number];

export function isKind(value: string | undefined): value is Kind {
  return KINDS.some((k) => k === value);
}

/** One record as every list shows it. */
export interface Entry {
  id: string;
  systemId: string;
  state: string;
  what: string;
  label: string;
  due: string;
  late: boolean;
  by: string;
  at: string;
  can: Readonly<Record<string, string>>;
  /** What papers and attachments hang on, when any can. */
  subject: string;
  cameras: readonly string[];
  rows: readonly (readonly [string, string])[];
}

type View = { id: string; systemId: string; byName: string; createdAt: string; can: Readonly<Record<string, string>>; state: string };

function entry(v: View, more: Partial<Entry>): Entry {
  return {
    id: v.id,
    systemId: v.systemId,
    state: v.state,
    by: v.byName,
    at: v.createdAt,
    can: v.can,
    what: "",
    label: "",
    due: "",
    late: false,
    subject: "",
    cameras: [],
    rows: [],
    ...more,
  };
}

export interface WorksFilter {
  system?: string;
  state?: string;
  due?: string;
}

type Page = Promise<{ items: Entry[]; next: string }>;

const lists: Readonly<Record<Kind, (query: WorksFilter & { cursor?: string; limit: number }) => Page>> = {
  acceptances: async (query) => {
    const got = await body(api.GET("/api/v1/works/acceptances", { params: { query } }));
    return {
      next: got.next,
      items: got.items.map((a) =>
        entry(a, {
          subject: "acceptance",
          label: a.entry.project ?? "",
          due: a.entry.rectify?.find((r) => !r.done)?.due ?? "",
          rows: [
            ["round", String(a.round)],
            ["builder", a.entry.builder ?? ""],
            ["concluded", a.concludedOn ?? ""],
            ...(a.measured ?? []).map((m) => ["measured", `${m.requirement}：${m.result ?? ""} ${m.passed ? "✓" : "✗"}`] as const),
            ...(a.entry.items ?? []).map((m) => ["stated", `${m.requirement}：${m.result ?? ""} ${m.passed ? "✓" : "✗"}`] as const),
            ...(a.entry.rectify ?? []).map((r) => ["rectify", `${r.what} ${r.due}`] as const),
          ],
        }),
      ),
    };
  },
  filings: async (query) => {
    const got = await body(api.GET("/api/v1/works/filings", { params: { query } }));
    return {
      next: got.next,
      items: got.items.map((f) =>
        entry(f, {
          subject: "filing",
          what: f.entry.kind,
          label: f.entry.unit.name,
          due: f.due ?? "",
          late: f.late,
          rows: [
            ["number", f.number ?? ""],
            ["submitted", f.submittedOn],
            ["received", f.receivedOn ?? ""],
            ...(f.turns ?? []).map((turn) => ["correction", `${turn.on} ${turn.correction}`] as const),
          ],
        }),
      ),
    };
  },
  removals: async (query) => {
    const got = await body(api.GET("/api/v1/works/removals", { params: { query } }));
    return {
      next: got.next,
      items: got.items.map((r) =>
        entry(r, {
          subject: "removal",
          what: r.danger ? "danger" : r.entry.kind,
          label: r.entry.why,
          due: r.state === "reported" ? r.entry.plannedOn : "",
          cameras: r.cameraIds,
          rows: [
            ["reported", r.reportedOn],
            ["earliest", r.earliest ?? ""],
            ["acknowledged", r.acknowledged?.on ? `${r.acknowledged.on} ${r.acknowledged.by ?? ""}` : ""],
            ["advice", r.acknowledged?.advice ?? ""],
            ["executed", r.executed?.on ?? ""],
            ["verified", r.verifiedOn ?? ""],
            ["footageUntil", r.footageUntil ?? ""],
            ["holdLast", r.entry.holdLast ?? ""],
          ],
        }),
      ),
    };
  },
  changes: async (query) => {
    const got = await body(api.GET("/api/v1/works/changes", { params: { query } }));
    return {
      next: got.next,
      items: got.items.map((c) =>
        entry(c, {
          subject: "change",
          what: c.entry.kind,
          label: c.entry.why,
          cameras: c.entry.cameraId ? [c.entry.cameraId] : [],
          rows: [
            ["before", [c.entry.before?.position, c.entry.before?.function, c.entry.before?.direction].filter(Boolean).join(" · ")],
            ["after", [c.entry.after?.position, c.entry.after?.function, c.entry.after?.direction].filter(Boolean).join(" · ")],
            ["privacy", c.entry.privacy ?? ""],
            ["decided", c.decidedOn ? `${c.decidedOn} ${c.decidedBy ?? ""}` : ""],
            ["executed", c.executedOn ?? ""],
            ["result", c.result ?? ""],
            ["verified", c.verifiedOn ?? ""],
          ],
        }),
      ),
    };
  },
  outages: async (query) => {
    const got = await body(api.GET("/api/v1/works/outages", { params: { query } }));
    return {
      next: got.next,
      items: got.items.map((o) =>
        entry(o, {
          subject: "outage",
          what: o.entry.planned ? "planned" : "unplanned",
          label: o.entry.reason,
          cameras: o.entry.cameraIds ?? [],
          rows: [
            ["from", o.entry.from],
            ["to", o.entry.to ?? ""],
            ["approved", o.entry.approved ?? ""],
            ["measures", o.entry.measures ?? ""],
            ["reportedTo", o.entry.reportedTo ?? ""],
            ["restored", o.restoredAt ?? ""],
            ["lost", o.lost ?? ""],
          ],
        }),
      ),
    };
  },
  todos: async (query) => {
    const got = await body(api.GET("/api/v1/works/todos", { params: { query } }));
    return {
      next: got.next,
      items: got.items.map((d) => entry(d, { what: d.what, label: d.note ?? "", due: d.due, late: d.overdue, rows: [["done", d.doneOn ? `${d.doneOn} ${d.doneBy ?? ""}` : ""], ["how", d.how ?? ""]] })),
    };
  },
};

export function useWorks(kind: Kind, filter: WorksFilter) {
  return useInfiniteQuery({
    queryKey: ["works", kind, filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => lists[kind]({ ...filter, cursor: pageParam || undefined, limit: 100 }),
    getNextPageParam: (last) => last.next || undefined,
  });
}

/** Values of a form without what was left empty: the server takes "left out", not "". */
export function filled<T>(value: T): T {
  if (Array.isArray(value)) return value.map((v: unknown) => filled(v)) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== "" && v !== undefined && v !== null).map(([k, v]) => [k, filled(v)])) as T;
}

const at = (id: string) => ({ params: { path: { id } } });

const matching = (id: string, etag: string) => ({ params: { path: { id }, header: { "If-Match": etag } } });

/** What was written on a record so far, with its etag, for the acts that write on. */
export interface Written {
  etag: string;
  entry: Record<string, unknown>;
}

export const written: Readonly<Record<string, (id: string) => Promise<Written>>> = {
  change: async (id) => {
    const a = await body(api.GET("/api/v1/works/acceptances/{id}", at(id)));
    return { etag: a.etag, entry: { ...a.entry } };
  },
  resubmit: async (id) => {
    const f = await body(api.GET("/api/v1/works/filings/{id}", at(id)));
    return { etag: f.etag, entry: { ...f.entry } };
  },
};

/** What may be done to a record, by the name its can has. */
export const acts = {
  measure: (id: string) => body(api.POST("/api/v1/works/acceptances/{id}/measure", at(id))),
  conclude: (id: string, b: Schemas["ConcludeInBody"]) => body(api.POST("/api/v1/works/acceptances/{id}/conclude", { ...at(id), body: b })),
  change: (id: string, b: Schemas["AcceptanceEntry"], etag: string) => body(api.PUT("/api/v1/works/acceptances/{id}", { ...matching(id, etag), body: b })),
  return: (id: string, b: Schemas["ReturnInBody"]) => body(api.POST("/api/v1/works/filings/{id}/return", { ...at(id), body: b })),
  receive: (id: string, b: Schemas["ReceiveInBody"]) => body(api.POST("/api/v1/works/filings/{id}/receive", { ...at(id), body: b })),
  resubmit: (id: string, b: Schemas["FilingEntry"], etag: string) => body(api.POST("/api/v1/works/filings/{id}/resubmit", { ...matching(id, etag), body: b })),
  acknowledge: (id: string, b: Schemas["AcknowledgeInBody"]) => body(api.POST("/api/v1/works/removals/{id}/acknowledge", { ...at(id), body: b })),
  execute: (id: string, b: Schemas["Execution"]) => body(api.POST("/api/v1/works/removals/{id}/execute", { ...at(id), body: b })),
  verify: (id: string) => body(api.POST("/api/v1/works/removals/{id}/verify", at(id))),
  withdraw: (id: string, b: Schemas["WhyInBody"]) => body(api.POST("/api/v1/works/removals/{id}/withdraw", { ...at(id), body: b })),
  decide: (id: string, b: Schemas["DecideInBody"]) => body(api.POST("/api/v1/works/changes/{id}/decide", { ...at(id), body: b })),
  executeChange: (id: string, b: Schemas["ResultInBody"]) => body(api.POST("/api/v1/works/changes/{id}/execute", { ...at(id), body: b })),
  verifyChange: (id: string) => body(api.POST("/api/v1/works/changes/{id}/verify", at(id))),
  restore: (id: string, b: Schemas["Restoring"]) => body(api.POST("/api/v1/works/outages/{id}/restore", { ...at(id), body: b })),
  done: (id: string, b: Schemas["TodoDoing"]) => body(api.POST("/api/v1/works/todos/{id}/done", { ...at(id), body: b })),
};

/** What is begun on a system. */
export const begin = {
  "acceptance.open": (b: Schemas["AcceptanceBody"]) => body(api.POST("/api/v1/works/acceptances", { body: b })),
  "filing.submit": (b: Schemas["FilingBody"]) => body(api.POST("/api/v1/works/filings", { body: b })),
  "removal.notify": (b: Schemas["RemovalBody"]) => body(api.POST("/api/v1/works/removals", { body: b })),
  "removal.disclose": (b: Schemas["DisclosureBody"]) => body(api.POST("/api/v1/works/disclosures", { body: b })),
  "change.request": (b: Schemas["ChangeBody"]) => body(api.POST("/api/v1/works/changes", { body: b })),
  "outage.open": (b: Schemas["OutageBody"]) => body(api.POST("/api/v1/works/outages", { body: b })),
  "camera.lost": (camera: string, b: Schemas["Loss"]) => body(api.POST("/api/v1/cameras/{id}/lost", { ...at(camera), body: b })),
  "system.give-up": (system: string, b: Schemas["GiveUpInBody"]) => body(api.POST("/api/v1/systems/{id}/give-up", { ...at(system), body: b })),
  existing: (b: Schemas["ExistingBody"]) => body(api.POST("/api/v1/works/existing", { body: b })),
};
