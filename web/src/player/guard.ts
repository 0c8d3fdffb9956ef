// What a page does when a mark over its pictures was interfered with: the
// pictures stop here and now, and the server is told of each grant they ran
// under, puts it on record and ends them.
import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../api/client";
import type { Tampering } from "../ui/markSight";

export interface Guard {
  /** Once set, nothing may be shown until again() is called. */
  stopped: Tampering | null;
  tampered: (how: Tampering) => void;
  again: () => void;
}

/** take hands over the grants in use at that moment and forgets them; anew, if any, asks for what is not asked for by showing alone. */
export function useGuard(take: () => readonly string[], anew?: () => void): Guard {
  const [stopped, setStopped] = useState<Tampering | null>(null);
  const held = useRef({ take, anew });
  useEffect(() => {
    held.current = { take, anew };
  });
  const tampered = useCallback((how: Tampering) => {
    setStopped(how);
    for (const id of held.current.take()) report(id, how);
  }, []);
  const again = useCallback(() => {
    setStopped(null);
    held.current.anew?.();
  }, []);
  return { stopped, tampered, again };
}

/** One that is over, or another's, is no longer this page's business. */
function report(id: string, how: Tampering): void {
  void api.POST("/api/v1/grants/{id}/tampered", { params: { path: { id } }, body: { how } }).catch(() => undefined);
}
