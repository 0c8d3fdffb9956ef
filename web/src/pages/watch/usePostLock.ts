// Locks the controls of the duty wall when nobody has had a hand on it for a
// while, or at the press of a button.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { lockPost } from "../../api/lock";
import { SESSION_KEY, useSession } from "../../api/session";
import { clock, onIdle } from "../../util/idle";

/** Returns what locks at once. */
export function usePostLock(failed: (error: unknown) => void): () => void {
  const session = useSession();
  const client = useQueryClient();
  const { locked, lockSeconds } = session;
  const lock = (): void => void lockPost().then(() => client.setQueryData(SESSION_KEY, { ...session, locked: true }), failed);
  const latest = useRef(lock);
  useEffect(() => {
    latest.current = lock;
  });
  useEffect(() => {
    if (locked) return undefined;
    return onIdle(window, clock, lockSeconds, () => latest.current());
  }, [locked, lockSeconds]);
  return lock;
}
