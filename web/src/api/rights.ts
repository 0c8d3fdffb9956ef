// Changes of rights, the profile of the house, and the quarterly review.
import { queryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];

export type RightChange = Schemas["RightChangeView"];
export type HeldRight = Schemas["HeldRightView"];
export type AskedRole = Schemas["AskedRole"];
export type Clearance = Schemas["ClearanceBody"];
export type Profile = Schemas["ProfileView"]["profile"];

export function useRightChanges(open: boolean) {
  return useInfiniteQuery({
    queryKey: ["right-changes", open],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/right-changes", { params: { query: { open: open || undefined, cursor: pageParam || undefined, limit: 100 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export function useProfile() {
  return useQuery({ queryKey: ["profile"], queryFn: () => body(api.GET("/api/v1/profile")) });
}

export function useHeldRights(quarter: string) {
  return useInfiniteQuery({
    queryKey: ["right-reviews", quarter],
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/right-reviews", { params: { query: { quarter, cursor: pageParam || undefined, limit: 500 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export const clearanceQuery = (account: string) =>
  queryOptions({
    queryKey: ["clearance", account],
    queryFn: () => body(api.GET("/api/v1/accounts/{id}/clearance", { params: { path: { id: account } } })),
  });

export const rightsSend = {
  clear: (account: string, c: Clearance, reason: string) => body(api.PUT("/api/v1/accounts/{id}/clearance", { params: { path: { id: account } }, body: { ...c, reason } })),
  uncleared: (account: string, reason: string) => body(api.POST("/api/v1/accounts/{id}/clearance/withdraw", { params: { path: { id: account } }, body: { reason } })),
  confirm: (c: RightChange) => body(api.POST("/api/v1/right-changes/{id}/confirm", { params: { path: { id: c.id } }, body: { digest: c.digest } })),
  withdraw: (c: RightChange) => body(api.POST("/api/v1/right-changes/{id}/withdraw", { params: { path: { id: c.id } } })),
  acknowledge: (c: RightChange) => body(api.POST("/api/v1/right-changes/{id}/acknowledge", { params: { path: { id: c.id } } })),
  setProfile: (profile: Profile, reason: string) => body(api.PUT("/api/v1/profile", { body: { profile, reason } })),
  review: (r: HeldRight, keep: boolean, note: string) => api.POST("/api/v1/right-reviews", { body: { quarter: r.quarter, rightId: r.id, keep, ...(note === "" ? {} : { note }) } }),
};
