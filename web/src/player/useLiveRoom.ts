// What the live tiles of a page share: grants per act, and what they learned.
import { useEffect, useState } from "react";
import { api, body } from "../api/client";
import { onHandOver } from "../api/lock";
import { GrantKeeper, type LiveAct } from "./grants";
import { LiveLessons } from "./live";

export interface LiveRoom {
  keeper: (act: LiveAct) => GrantKeeper;
  /** Hands over the grants held, of any act, and forgets them. */
  surrender: () => string[];
  lessons: LiveLessons;
}

function open(): LiveRoom {
  const make = (act: LiveAct): GrantKeeper =>
    new GrantKeeper((cameras) => body(api.POST("/api/v1/grants", { body: { act, cameraIds: [...cameras] } })), act === "live");
  const keepers = { live: make("live"), test: make("test") };
  return { keeper: (act) => keepers[act], surrender: () => [...keepers.live.surrender(), ...keepers.test.surrender()], lessons: new LiveLessons() };
}

/** Gives a grant back: nobody looks any more, and the record says so. */
export function giveBack(id: string): void {
  void api.DELETE("/api/v1/grants/{id}", { params: { path: { id } } }).catch(() => undefined);
}

export function useLiveRoom(): LiveRoom {
  const [room] = useState(open);
  useEffect(() => onHandOver((handed) => room.keeper("live").handOver(handed)), [room]);
  useEffect(
    () => () => {
      for (const id of room.surrender()) giveBack(id);
    },
    [room],
  );
  return room;
}
