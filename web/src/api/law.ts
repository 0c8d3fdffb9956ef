// The law as it stood on a day: sources, articles, and what rests on them.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

export type LawPack = components["schemas"]["LawPackView"];
export type LawArticle = components["schemas"]["LawArticleView"];
export type LawDetail = components["schemas"]["LawArticleDetail"];
export type LawDuty = components["schemas"]["LawDutyView"];
export type LawPenalty = components["schemas"]["LawPenaltyView"];
export type LawMechanism = components["schemas"]["LawMechanismView"];
export type LawText = components["schemas"]["LawText"];

/** Texts of the law do not change while the platform runs. */
const LASTING = 3_600_000;

export function useLawPacks() {
  return useQuery({ queryKey: ["law", "packs"], staleTime: LASTING, queryFn: async () => (await body(api.GET("/api/v1/law/packs"))).items });
}

export function useLawArticles(pack: string, on: string, q: string) {
  return useInfiniteQuery({
    queryKey: ["law", "articles", pack, on, q],
    staleTime: LASTING,
    initialPageParam: "",
    queryFn: ({ pageParam }) =>
      body(api.GET("/api/v1/law/articles", { params: { query: { pack: pack || undefined, on: on || undefined, q: q || undefined, cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export function useLawArticle(id: string, on: string, enabled = true) {
  return useQuery({
    queryKey: ["law", "article", id, on],
    staleTime: LASTING,
    enabled,
    queryFn: () => body(api.GET("/api/v1/law/articles/{id}", { params: { path: { id }, query: { on: on || undefined } } })),
  });
}

export type LawFact = components["schemas"]["FactValue"];

/** The kinds of place of W168/8 and the classes of R799, as the law has them. */
export function useLawFacts() {
  return useQuery({ queryKey: ["law", "facts"], staleTime: LASTING, queryFn: () => body(api.GET("/api/v1/law/facts")) });
}
