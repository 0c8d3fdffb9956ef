// What a role reaches, as a word to be filled with a name.
import type { Role } from "../../api/model";
import type { Word } from "../../words";

export type Reach = { word: Word; kind: "place" | "system" | "camera" | "organisation"; id: string };

/** Everything a role is narrowed to; none of these: the whole house. */
export function reachOf(r: Pick<Role, "role" | "placeId" | "systemId" | "cameraId" | "organisationId">): Reach[] {
  const out: Reach[] = [];
  if (r.placeId) out.push({ word: "scope.place", kind: "place", id: r.placeId });
  if (r.systemId) out.push({ word: "scope.system", kind: "system", id: r.systemId });
  if (r.cameraId) out.push({ word: "scope.camera", kind: "camera", id: r.cameraId });
  if (r.organisationId) {
    const word: Word = r.role === "supervisor" ? "scope.territory" : r.role === "department" ? "scope.trade" : "scope.unit";
    out.push({ word, kind: "organisation", id: r.organisationId });
  }
  return out;
}
