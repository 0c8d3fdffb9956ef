// A still picture is an act of its own: a grant first, then the server makes
// the JPEG. Nothing is taken from the screen behind the record's back.
import { api, body } from "../api/client";
import { ProblemError } from "../api/problem";
import { clock, day } from "../util/time";

/** Saves a JPEG of camera, now or at a moment of the past. */
/** With take the grant is asked for by that, where another regime than own use gives it. */
export async function saveSnapshot(camera: { id: string; name: string }, at?: number, take?: (camera: string, at: number) => Promise<{ id: string }>): Promise<void> {
  const span = at === undefined ? {} : { from: new Date(at - 30_000).toISOString(), to: new Date(at + 1_000).toISOString() };
  const grant =
    take !== undefined && at !== undefined ? await take(camera.id, at) : await body(api.POST("/api/v1/grants", { body: { act: "snapshot", cameraIds: [camera.id], ...span } }));
  const query = at === undefined ? "" : `?at=${encodeURIComponent(new Date(at).toISOString())}`;
  const answer = await fetch(`/api/v1/grants/${grant.id}/snapshot/${camera.id}${query}`, { credentials: "same-origin" });
  if (!answer.ok) {
    const problem: unknown = await answer.json().catch(() => ({}));
    throw new ProblemError(answer.status, problem !== null && typeof problem === "object" ? { ...problem } : {});
  }
  const when = at ?? Date.now();
  download(URL.createObjectURL(await answer.blob()), `${camera.name}_${day(when)}_${clock(when).replaceAll(":", "")}.jpg`, true);
}

/** Lets the browser save what stands at url. */
export function download(url: string, name: string, revoke: boolean): void {
  const a = document.createElement("a");
  a.href = url;
  a.download = name;
  a.click();
  if (revoke) setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
