// Space on the disks: instructions of the unit's head, footage left on devices.
import { useInfiniteQuery } from "@tanstack/react-query";
import { api, body } from "./client";
import type { components } from "./types";

export type Instruction = components["schemas"]["InstructionView"];
export type InstructionBody = components["schemas"]["InstructionBody"];
export type Owed = components["schemas"]["OwedView"];

export function useInstructions(enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ["instructions"],
    enabled,
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/instructions", { params: { query: { cursor: pageParam || undefined, limit: 20 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export function useOwed(enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ["owed"],
    enabled,
    initialPageParam: "",
    queryFn: ({ pageParam }) => body(api.GET("/api/v1/footage/owed", { params: { query: { cursor: pageParam || undefined, limit: 50 } } })),
    getNextPageParam: (last) => last.next || undefined,
  });
}

export const sendSpace = {
  instruct: (instruction: InstructionBody) => body(api.POST("/api/v1/instructions", { body: instruction })),
  withdraw: (id: string) => api.POST("/api/v1/instructions/{id}/withdraw", { params: { path: { id } } }),
};
