// Locks the controls of the duty wall when nobody has had a hand on it for a
// while, or at the press of a button.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { lockPost } from "../../api/lock";
import { SESSION_KEY, useSession } from "../../api/session";

const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

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
    let last = Date.now();
    const seen = (): void => {
      last = Date.now();
    };
    for (const sign of SIGNS) window.addEventListener(sign, seen, { passive: true });
    const timer = window.setInterval(() => {
      if (Date.now() - last < lockSeconds * 1000) return;
      seen(); // once, also when the server does not answer
      latest.current();
    }, 1_000);
    return () => {
      window.clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, seen);
    };
  }, [locked, lockSeconds]);
  return lock;
}
