// Attachments and documents: what belongs to a subject, bringing files in and
// taking papers out of force.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import { ProblemError } from "./problem";
import type { components } from "./types";

export type Attachment = components["schemas"]["AttachmentView"];
export type IssuedDocument = components["schemas"]["DocumentView"];
export type DocumentKind = components["schemas"]["DocumentKindView"];
export type DocumentCheck = components["schemas"]["DocumentCheckView"];

/** What papers belong to, such as {kind: "finding", id}. */
export interface Subject {
  kind: string;
  id: string;
}

export type PaperTemplate = components["schemas"]["PaperTemplateView"];
export type PaperTemplateDetail = components["schemas"]["PaperTemplateDetail"];
export type PaperTemplateVersion = components["schemas"]["PaperTemplateVersion"];

const PREFIX = "/api/v1";

/** Where a browser finds the bytes of an attachment. */
export const attachmentHref = (id: string): string => `${PREFIX}/attachments/${encodeURIComponent(id)}/content`;
/** Where it finds a document: its page, the PDF of it, its electronic original. */
export const documentHref = (id: string, as: "print" | "pdf" | "original"): string => `${PREFIX}/documents/${encodeURIComponent(id)}/${as}`;

export function useAttachments(of: Subject, all = false) {
  return useInfiniteQuery({
    queryKey: ["attachments", of.kind, of.id, all],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/attachments", { params: { query: { subjectKind: of.kind, subjectId: of.id, all: all || undefined, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

/** One attachment, by its id. */
export const attachmentQuery = (id: string) => ({
  queryKey: ["attachments", "one", id] as const,
  queryFn: () => body(api.GET("/api/v1/attachments/{id}", { params: { path: { id } } })),
  retry: false,
});

export function useDocuments(of: Subject | null, kind?: string) {
  return useInfiniteQuery({
    queryKey: ["documents", of?.kind ?? "", of?.id ?? "", kind ?? ""],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/documents", { params: { query: { subjectKind: of?.kind, subjectId: of?.id, kind: kind || undefined, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export function useDocumentKinds() {
  return useQuery({
    queryKey: ["document-kinds"],
    queryFn: async () => (await body(api.GET("/api/v1/document-kinds"))).items,
    staleTime: 600_000,
  });
}

export function useDocumentCheck(code: string) {
  return useQuery({
    queryKey: ["document-check", code],
    queryFn: () => body(api.GET("/api/v1/document-checks/{code}", { params: { path: { code } } })),
    enabled: code !== "",
    retry: false,
  });
}

export function usePaperTemplates() {
  return useQuery({ queryKey: ["paper-templates"], queryFn: async () => (await body(api.GET("/api/v1/paper-templates"))).items });
}

export function usePaperTemplate(name: string) {
  return useQuery({ queryKey: ["paper-templates", name], queryFn: () => body(api.GET("/api/v1/paper-templates/{name}", { params: { path: { name } } })) });
}

export function useTemplateVersions(name: string) {
  return useInfiniteQuery({
    queryKey: ["paper-templates", name, "versions"],
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/paper-templates/{name}/versions", { params: { path: { name }, query: { cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

interface KnownTemplate {
  name: string;
  etag: string;
}

const template = (k: KnownTemplate) => ({ params: { path: { name: k.name }, header: { "If-Match": k.etag } } });

export const sendTemplate = {
  save: (k: KnownTemplate, text: string, why: string) => body(api.PUT("/api/v1/paper-templates/{name}", { ...template(k), body: { text, why } })),
  reset: (k: KnownTemplate, reason: string) => body(api.POST("/api/v1/paper-templates/{name}/reset", { ...template(k), body: { reason } })),
  preview: (name: string, kind: string, text: string) => body(api.POST("/api/v1/paper-templates/{name}/preview", { params: { path: { name } }, body: { kind, text } })),
  version: (name: string, version: number) => body(api.GET("/api/v1/paper-templates/{name}/versions/{version}", { params: { path: { name, version } } })),
};

export const sendPaper = {
  drop: (id: string) => api.DELETE("/api/v1/attachments/{id}", { params: { path: { id } } }),
  retire: (id: string, reason: string) => body(api.POST("/api/v1/attachments/{id}/retire", { params: { path: { id } }, body: { reason } })),
  void: (id: string, reason: string) => body(api.POST("/api/v1/documents/{id}/void", { params: { path: { id } }, body: { reason } })),
};

interface Upload {
  file: File;
  confidential?: boolean;
  supersedes?: string;
  /** Told how much has gone, from 0 to 1. */
  progress?: (part: number) => void;
  signal?: AbortSignal;
}

/** Brings a file in. fetch cannot tell how much has gone, so this asks the older way. */
export function upload({ file, confidential, supersedes, progress, signal }: Upload): Promise<Attachment> {
  const query = new URLSearchParams({ name: file.name });
  if (confidential) query.set("confidential", "true");
  if (supersedes !== undefined) query.set("supersedes", supersedes);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${PREFIX}/attachments?${query.toString()}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = (e) => e.lengthComputable && progress?.(e.loaded / e.total);
    request.onload = () => {
      const answer: unknown = request.response;
      if (request.status === 201 && isAttachment(answer)) resolve(answer);
      else reject(new ProblemError(request.status, answer !== null && typeof answer === "object" ? { ...answer } : {}));
    };
    request.onerror = () => reject(new ProblemError(0, {}));
    request.onabort = () => reject(new ProblemError(499, { code: "request.cancelled" }));
    signal?.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function isAttachment(answer: unknown): answer is Attachment {
  return answer !== null && typeof answer === "object" && "id" in answer && "sha256" in answer;
}
