// What is read and changed of binders, signs, obstructions, upgrades,
// neighbours, sound and secrecy.
import { useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import { useRecords, type RecordFilter } from "./records";
import type { components } from "./types";

type Schemas = components["schemas"];
export type Binder = Schemas["BinderView"];
export type BinderSlot = Schemas["BinderSlot"];
export type BinderEntry = Schemas["BinderEntry"];
export type EntryBody = Schemas["EntryBody"];
export type Sign = Schemas["SignView"];
export type SignBody = Schemas["SignBody"];
export type SignCheck = Schemas["SignCheck"];
export type Obstruction = Schemas["ObstructionView"];
export type Upgrade = Schemas["UpgradeView"];
export type UpgradeBody = Schemas["UpgradeBody"];
export type Demand = Schemas["Demand"];
export type Neighbour = Schemas["NeighbourView"];
export type NeighbourBody = Schemas["NeighbourBody"];
export type Sound = Schemas["SoundView"];
export type Technician = Binder["technicians"][number];
export type SoundBody = Schemas["SoundBody"];

interface Known {
  id: string;
  etag: string;
}

const of = (id: string) => ({ params: { path: { id } } });
const match = (k: Known) => ({ params: { path: { id: k.id }, header: { "If-Match": k.etag } } });

export const useBinder = (system: string) => useQuery({ queryKey: ["binder", system], queryFn: () => body(api.GET("/api/v1/systems/{id}/binder", of(system))) });
export const useConsent = (system: string) => useQuery({ queryKey: ["consent", system], queryFn: () => body(api.GET("/api/v1/systems/{id}/consent", of(system))), enabled: system !== "" });
export const useSignCover = (system: string) => useQuery({ queryKey: ["sign-cover", system], queryFn: () => body(api.GET("/api/v1/systems/{id}/sign-cover", of(system))), enabled: system !== "" });
export const useSigns = (filter: RecordFilter) => useRecords("signs", filter, (query) => body(api.GET("/api/v1/signs", { params: { query } })));
export const useObstructions = (filter: RecordFilter) => useRecords("obstructions", filter, (query) => body(api.GET("/api/v1/obstructions", { params: { query } })));
export const useUpgrades = (filter: RecordFilter) => useRecords("upgrades", filter, (query) => body(api.GET("/api/v1/upgrades", { params: { query } })));
export const useDemands = () => useQuery({ queryKey: ["upgrade-demands"], queryFn: async () => (await body(api.GET("/api/v1/upgrade-demands"))).items, staleTime: 600_000 });
export const useProgress = () => useQuery({ queryKey: ["upgrades", "progress"], queryFn: async () => (await body(api.GET("/api/v1/upgrades/progress"))).items });
export const useNeighbours = (filter: RecordFilter) => useRecords("neighbours", filter, (query) => body(api.GET("/api/v1/neighbours", { params: { query } })));
export const useSounds = (filter: RecordFilter) => useRecords("sounds", filter, (query) => body(api.GET("/api/v1/sounds", { params: { query } })));
export const useSecrecies = (filter: RecordFilter) => useRecords("secrecies", filter, (query) => body(api.GET("/api/v1/secrecies", { params: { query } })));

export const sendUpkeep = {
  file: (system: string, entry: EntryBody) => body(api.POST("/api/v1/systems/{id}/binder/entries", { ...of(system), body: entry })),
  correct: (system: string, k: Known, entry: EntryBody) =>
    body(api.PATCH("/api/v1/systems/{id}/binder/entries/{entry}", { params: { path: { id: system, entry: k.id }, header: { "If-Match": k.etag } }, body: entry })),
  seal: (system: string) => body(api.POST("/api/v1/systems/{id}/binder/seals", of(system))),
  handOver: (system: string, h: Schemas["HandoverBody"]) => body(api.POST("/api/v1/systems/{id}/binder/handovers", { ...of(system), body: h })),
  technician: (system: string, p: Schemas["TechnicianBody"]) => body(api.POST("/api/v1/systems/{id}/binder/technicians", { ...of(system), body: p })),
  correctTechnician: (system: string, k: Known, p: Schemas["TechnicianBody"]) =>
    body(api.PATCH("/api/v1/systems/{id}/binder/technicians/{person}", { params: { path: { id: system, person: k.id }, header: { "If-Match": k.etag } }, body: p })),
  index: (system: string) => body(api.POST("/api/v1/systems/{id}/binder/index", of(system))),
  makeSign: (s: SignBody) => body(api.POST("/api/v1/signs", { body: s })),
  changeSign: (k: Known, s: SignBody) => body(api.PATCH("/api/v1/signs/{id}", { ...match(k), body: s })),
  checkSign: (id: string, c: SignCheck) => body(api.POST("/api/v1/signs/{id}/check", { ...of(id), body: c })),
  printSign: (id: string, label: boolean) => body(api.POST("/api/v1/signs/{id}/print", { ...of(id), body: { label } })),
  makeObstruction: (o: Schemas["ObstructionBody"]) => body(api.POST("/api/v1/obstructions", { body: o })),
  tell: (id: string, t: Schemas["Telling"]) => body(api.POST("/api/v1/obstructions/{id}/tell", { ...of(id), body: t })),
  clear: (id: string, c: Schemas["Clearing"]) => body(api.POST("/api/v1/obstructions/{id}/clear", { ...of(id), body: c })),
  makeUpgrade: (u: UpgradeBody) => body(api.POST("/api/v1/upgrades", { body: u })),
  changeUpgrade: (k: Known, u: UpgradeBody) => body(api.PATCH("/api/v1/upgrades/{id}", { ...match(k), body: u })),
  finishUpgrade: (id: string, result: string, proofIds: string[]) => body(api.POST("/api/v1/upgrades/{id}/finish", { ...of(id), body: { result, proofIds } })),
  issueUpgrades: (area: string) => body(api.POST("/api/v1/upgrades/document", { body: { area } })),
  makeNeighbour: (n: NeighbourBody) => body(api.POST("/api/v1/neighbours", { body: n })),
  changeNeighbour: (k: Known, n: NeighbourBody) => body(api.PATCH("/api/v1/neighbours/{id}", { ...match(k), body: n })),
  ask: (id: string) => body(api.POST("/api/v1/neighbours/{id}/ask", of(id))),
  answer: (id: string, a: Schemas["NeighbourAnswer"]) => body(api.POST("/api/v1/neighbours/{id}/answer", { ...of(id), body: a })),
  sound: (camera: string, s: SoundBody) => body(api.PUT("/api/v1/cameras/{id}/sound", { ...of(camera), body: s })),
  secrecy: (system: string, level: Schemas["SecrecyView"]["level"], basis: string) =>
    body(api.PUT("/api/v1/systems/{id}/secrecy", { ...of(system), body: level === undefined ? { secret: false, basis } : { secret: true, level, basis } })),
};
