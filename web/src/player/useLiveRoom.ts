// What the live tiles of a page share: grants per act, and what they learned.
import { useState } from "react";
import { api, body } from "../api/client";
import { GrantKeeper, type LiveAct } from "./grants";
import { LiveLessons } from "./live";

export interface LiveRoom {
  keeper: (act: LiveAct) => GrantKeeper;
  lessons: LiveLessons;
}

function open(): LiveRoom {
  const make = (act: LiveAct): GrantKeeper =>
    new GrantKeeper((cameras) => body(api.POST("/api/v1/grants", { body: { act, cameraIds: [...cameras] } })), act === "live");
  const keepers = { live: make("live"), test: make("test") };
  return { keeper: (act) => keepers[act], lessons: new LiveLessons() };
}

export function useLiveRoom(): LiveRoom {
  const [room] = useState(open);
  return room;
}
