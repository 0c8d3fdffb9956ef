// What is read and changed of plans, who must build, projects, certificates
// and the joint conference.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import { useRecords, type RecordFilter } from "./records";
import type { components } from "./types";

type Schemas = components["schemas"];
export type BuildingPlan = Schemas["BuildingPlanView"];
export type PlanBody = Schemas["PlanBody"];
export type WorkItem = Schemas["WorkItem"];
export type Approval = Schemas["GovernmentApproval"];
export type BuildingDuty = Schemas["BuildingDutyView"];
export type Responsibility = Schemas["ResponsibilityView"];
export type BuilderCase = Schemas["BuilderCase"];
export type BuilderResult = Schemas["BuilderResult"];
export type Project = Schemas["ProjectView"];
export type ProjectBody = Schemas["ProjectBody"];
export type Certificate = Schemas["CertificateView"];
export type CertificateBody = Schemas["CertificateBody"];
export type Conference = Schemas["ConferenceView"];
export type ConferenceBody = Schemas["ConferenceBody"];
export type FollowUp = Schemas["FollowUp"];

interface Known {
  id: string;
  etag: string;
}

const of = (id: string) => ({ params: { path: { id } } });
const match = (k: Known) => ({ params: { path: { id: k.id }, header: { "If-Match": k.etag } } });

export const usePlans = (filter: RecordFilter) => useRecords("plans", filter, (query) => body(api.GET("/api/v1/plans", { params: { query } })));
export const usePlan = (id: string) => useQuery({ queryKey: ["plan", id], queryFn: () => body(api.GET("/api/v1/plans/{id}", of(id))) });
export const useResponsibilities = (filter: RecordFilter) =>
  useRecords("responsibilities", filter, (query) => body(api.GET("/api/v1/responsibilities", { params: { query } })));
export const useProjects = (filter: RecordFilter) => useRecords("projects", filter, (query) => body(api.GET("/api/v1/projects", { params: { query } })));
export const useCertificates = (filter: RecordFilter) => useRecords("certificates", filter, (query) => body(api.GET("/api/v1/certificates", { params: { query } })));
export const useConferences = (filter: RecordFilter) => useRecords("conferences", filter, (query) => body(api.GET("/api/v1/conferences", { params: { query } })));

export interface DutyFilter {
  category?: string;
  standing?: "built" | "building" | "missing";
}

export function useDuties(filter: DutyFilter) {
  return useInfiniteQuery({
    queryKey: ["building-duties", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/building-duties", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

export const sendPlan = {
  make: (plan: PlanBody) => body(api.POST("/api/v1/plans", { body: plan })),
  change: (k: Known, plan: PlanBody) => body(api.PATCH("/api/v1/plans/{id}", { ...match(k), body: plan })),
  check: (id: string) => body(api.POST("/api/v1/plans/{id}/check", { ...of(id), body: {} })),
  answer: (id: string, key: string, answer: string) => body(api.POST("/api/v1/plans/{id}/answer", { ...of(id), body: { key, answer } })),
  submit: (id: string) => body(api.POST("/api/v1/plans/{id}/submit", of(id))),
  withdraw: (id: string) => body(api.POST("/api/v1/plans/{id}/withdraw", of(id))),
  approve: (id: string, a: Approval) => body(api.POST("/api/v1/plans/{id}/approve", { ...of(id), body: a })),
  revise: (id: string) => body(api.POST("/api/v1/plans/{id}/revise", of(id))),
  build: (id: string, item: string, systemId?: string) =>
    body(api.POST("/api/v1/plans/{id}/build", { ...of(id), body: systemId ? { item, systemId } : { item } })),
  previewBuilder: (c: BuilderCase) => body(api.POST("/api/v1/responsibilities/preview", { body: c })),
  decideBuilder: (r: Schemas["ResponsibilityBody"]) => body(api.POST("/api/v1/responsibilities", { body: r })),
  issueBuilder: (id: string) => body(api.POST("/api/v1/responsibilities/{id}/issue", of(id))),
  issueGaps: (area: string) => body(api.POST("/api/v1/building-duties/document", { body: { area } })),
  makeProject: (p: ProjectBody) => body(api.POST("/api/v1/projects", { body: p })),
  changeProject: (k: Known, p: ProjectBody) => body(api.PATCH("/api/v1/projects/{id}", { ...match(k), body: p })),
  makeCertificate: (c: CertificateBody) => body(api.POST("/api/v1/certificates", { body: c })),
  changeCertificate: (k: Known, c: CertificateBody) => body(api.PATCH("/api/v1/certificates/{id}", { ...match(k), body: c })),
  makeConference: (c: ConferenceBody) => body(api.POST("/api/v1/conferences", { body: c })),
  changeConference: (k: Known, c: ConferenceBody) => body(api.PATCH("/api/v1/conferences/{id}", { ...match(k), body: c })),
  minute: (id: string) => body(api.POST("/api/v1/conferences/{id}/minute", of(id))),
  task: (id: string, t: FollowUp) => body(api.POST("/api/v1/conferences/{id}/task", { ...of(id), body: t })),
};
