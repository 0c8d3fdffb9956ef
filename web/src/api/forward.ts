// Live pictures handed on to a named account: reading and changing.
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

type Schemas = components["schemas"];
export type Forward = Schemas["ForwardView"];
export type Asking = Schemas["Asking"];
export type Side = "received" | "given" | "all";

const at = (id: string) => ({ params: { path: { id } } });

export const sendForward = {
  make: (b: Asking) => body(api.POST("/api/v1/forwards", { body: b })),
  open: (id: string) => body(api.POST("/api/v1/forwards/{id}/open", at(id))),
  end: (id: string, why: string) => body(api.POST("/api/v1/forwards/{id}/end", { ...at(id), body: { why } })),
};

/** Lists of one side. They change by the clock and by others, so they are read again now and then. */
export function useForwards(side: Side, running: boolean) {
  return useInfiniteQuery({
    queryKey: ["forward", side, running],
    initialPageParam: "",
    queryFn: ({ pageParam }) => {
      const params = { params: { query: { cursor: pageParam || undefined, limit: 50, ...(running ? { running } : {}) } } };
      if (side === "received") return body(api.GET("/api/v1/forwards/received", params));
      if (side === "given") return body(api.GET("/api/v1/forwards/given", params));
      return body(api.GET("/api/v1/forwards", params));
    },
    getNextPageParam: (last) => last.next || undefined,
    refetchInterval: 10_000,
  });
}

export function useForward(id: string) {
  return useQuery({ queryKey: ["forward", "one", id], queryFn: () => body(api.GET("/api/v1/forwards/{id}", at(id))), refetchInterval: 10_000 });
}
