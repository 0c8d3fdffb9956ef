// Who is signed in, and what they may do.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { api, body } from "./client";
import { ProblemError } from "./problem";
import type { components } from "./types";

export type Session = components["schemas"]["MeView"];
export type Setup = components["schemas"]["SetupView"];

/** The session, or null when nobody is signed in. */
async function fetchSession(): Promise<Session | null> {
  try {
    return await body(api.GET("/api/v1/session"));
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  }
}

export const SESSION_KEY = ["session"] as const;

export function useSessionQuery() {
  return useQuery({ queryKey: SESSION_KEY, queryFn: fetchSession, staleTime: 60_000, retry: 1 });
}

export function useSetupQuery() {
  return useQuery({ queryKey: ["setup"], queryFn: () => body(api.GET("/api/v1/setup")), staleTime: Number.POSITIVE_INFINITY });
}

export const SessionContext = createContext<Session | null>(null);

/** The signed-in session. Only below the shell, which never renders without one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error("useSession outside the shell");
  return session;
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    const out = await body(api.DELETE("/api/v1/session")).catch(() => undefined);
    client.clear();
    window.location.assign(out?.signOutAt ?? "/login");
  };
}
