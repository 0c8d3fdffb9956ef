// Organisations, people, and one place or system: what is read and changed.
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];
export type Organisation = Schemas["OrganisationView"];
export type OrganisationFields = Schemas["OrganisationFields"];
export type Person = Schemas["PersonView"];
export type PersonBody = Schemas["PersonBody"];
export type Kinds = Schemas["UnitKindsView"];

export interface OrganisationFilter {
  q?: string;
  function?: string;
  level?: string;
  division?: string;
  trade?: string;
}

export function useOrganisations(filter: OrganisationFilter) {
  return useInfiniteQuery({
    queryKey: ["organisations", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/organisations", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

/** The first units that match, for a picker. */
export function useFoundOrganisations(q: string, of: Pick<OrganisationFilter, "function"> = {}) {
  return useQuery({
    queryKey: ["organisations", "found", q, of],
    queryFn: async () => (await body(api.GET("/api/v1/organisations", { params: { query: { ...of, q: q || undefined, limit: 30 } } }))).items,
    placeholderData: keepPreviousData,
  });
}

export function useOrganisation(id: string) {
  return useQuery({
    queryKey: ["organisation", id],
    queryFn: () => body(api.GET("/api/v1/organisations/{id}", { params: { path: { id } } })),
    enabled: id !== "",
  });
}

/** The closed lists units are described with; they change with the program only. */
export function useKinds() {
  return useQuery({ queryKey: ["organisation-kinds"], queryFn: () => body(api.GET("/api/v1/organisation-kinds")), staleTime: 600_000 });
}

export function usePeople(filter: { q?: string; organisation?: string; left?: boolean }, enabled = true) {
  return useInfiniteQuery({
    enabled,
    queryKey: ["people", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/people", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

export function useSystem(id: string) {
  return useQuery({ queryKey: ["system", id], queryFn: () => body(api.GET("/api/v1/systems/{id}", { params: { path: { id } } })) });
}

export function useSystemsOf(filter: { place?: string; organisation?: string; trade?: string; state?: string; q?: string }) {
  return useInfiniteQuery({
    queryKey: ["systems", "of", filter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/systems", { params: { query: { ...filter, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
    placeholderData: keepPreviousData,
  });
}

export function usePlace(id: string) {
  return useQuery({ queryKey: ["place", id], queryFn: () => body(api.GET("/api/v1/places/{id}", { params: { path: { id } } })) });
}

interface Known {
  id: string;
  etag: string;
}

const match = (of: Known) => ({ params: { path: { id: of.id }, header: { "If-Match": of.etag } } });

export const sendUnits = {
  makeOrganisation: (o: OrganisationFields) => body(api.POST("/api/v1/organisations", { body: o })),
  changeOrganisation: (of: Known, o: OrganisationFields) => body(api.PATCH("/api/v1/organisations/{id}", { ...match(of), body: o })),
  makePerson: (p: PersonBody) => body(api.POST("/api/v1/people", { body: p })),
  changePerson: (of: Known, p: PersonBody) => body(api.PATCH("/api/v1/people/{id}", { ...match(of), body: p })),
};
