// Server-sent events: what changed, so that queries refresh at once instead
// of by polling. Losing the stream only delays news; queries still refetch.
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Live, Tree } from "./model";
import { SESSION_KEY } from "./session";

const TOPICS: Readonly<Record<string, readonly string[][]>> = {
  camera: [["tree"]],
  device: [["devices"], ["device"], ["channels"], ["refusals"]],
  status: [["status"]],
  session: [[...SESSION_KEY], ["sessions"]],
};

/** An event carries the new value: the tree takes a camera's state without asking again. */
function apply(client: QueryClient, topic: string, data: unknown): boolean {
  if (typeof data !== "string") return false;
  const event: unknown = JSON.parse(data);
  if (event === null || typeof event !== "object" || !("id" in event) || !("value" in event)) return false;
  if (topic === "status") {
    client.setQueryData(["status"], event.value);
    return true;
  }
  if (topic !== "camera" || !isLive(event.value)) return false;
  const live = event.value;
  let known = false;
  client.setQueryData<Tree>(["tree"], (tree) => {
    if (!tree) return tree;
    return { ...tree, cameras: tree.cameras.map((c) => (c.id === event.id ? ((known = true), { ...c, live }) : c)) };
  });
  return known;
}

function isLive(value: unknown): value is Live {
  return value !== null && typeof value === "object" && "state" in value && "code" in value;
}

function refresh(client: QueryClient, topic: string): void {
  for (const queryKey of TOPICS[topic] ?? []) void client.invalidateQueries({ queryKey });
}

/** Follows the event stream while mounted. Answers false while the connection is lost for more than a moment. */
export function useEvents(): boolean {
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => {
    const source = new EventSource("/api/v1/events");
    const pending = new Set<string>();
    let flush = 0;
    let lost = 0;
    const note = (topic: string) => (event: MessageEvent<unknown>) => {
      if (apply(client, topic, event.data)) return;
      pending.add(topic);
      flush ||= window.setTimeout(() => {
        flush = 0;
        for (const p of pending) refresh(client, p);
        pending.clear();
      }, 300);
    };
    for (const topic of Object.keys(TOPICS)) source.addEventListener(topic, note(topic));
    source.onopen = () => {
      window.clearTimeout(lost);
      lost = 0;
      setConnected(true);
    };
    source.onerror = () => {
      lost ||= window.setTimeout(() => setConnected(false), 4000);
      // A 401 also ends here: asking for the session tells the two apart.
      if (source.readyState === EventSource.CLOSED) void client.invalidateQueries({ queryKey: SESSION_KEY });
    };
    return () => {
      source.close();
      window.clearTimeout(flush);
      window.clearTimeout(lost);
    };
  }, [client]);
  return connected;
}
