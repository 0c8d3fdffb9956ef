// The state of a deck: live or a moment of the past, the shared clock, and
// the grant under which the past is open.
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { api, body } from "../api/client";
import type { Grant } from "../api/model";
import { useSession } from "../api/session";
import { DAY, floorTo, HOUR, wire } from "../util/time";
import { PlayClock } from "./clock";
import type { GapNow } from "./playback";
import type { PastHandle } from "./PastVideo";
import { giveBack } from "./useLiveRoom";

export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const;

/** Footage this close to now may not be durable yet; going there means live. */
const LIVE_EDGE_MS = 3_000;

export interface Deck {
  clock: PlayClock;
  /** True while the pictures are live. */
  live: boolean;
  /** Nothing but the past may be shown here. */
  pastOnly: boolean;
  moving: boolean;
  running: boolean;
  speed: number;
  skipGaps: boolean;
  grant: Grant | null;
  refusal: unknown;
  renew: (purpose?: string) => void;
  ended: string;
  seek: (at: number) => void;
  toLive: () => void;
  toggle: () => void;
  setSpeed: (speed: number) => void;
  setSkipGaps: (skip: boolean) => void;
  step: (frames: number) => void;
  /** The moment on screen. */
  now: () => number;
  handles: Map<string, PastHandle>;
  onGap: (camera: string, gap: GapNow | null) => void;
  onEnd: (camera: string, code: string) => void;
}

interface Stretch {
  from: number;
  to: number;
}

/** What a stretch of instant replay stays away from the end of its reach, so that asking takes no longer than that. */
const SHY_MS = 30_000;

/**
 * The stretch a grant is asked for: the law's day that holds at, and a little of the next so that midnight passes. Of what
 * duty watching reaches it ends there: what is older asks its purpose.
 */
function stretch(at: number, reachMs: number): Stretch {
  const day = floorTo(at, DAY);
  const reach = Date.now() - reachMs + SHY_MS;
  return { from: at >= reach ? Math.max(day, reach) : day, to: day + DAY + HOUR };
}

/** The moment of a grant's footage that is nearest to at. */
function within(grant: Grant, at: number): number {
  const from = Date.parse(grant.footage?.from ?? "");
  const to = Date.parse(grant.footage?.to ?? "");
  return Number.isFinite(from) && Number.isFinite(to) ? Math.min(Math.max(at, from), to - 1) : at;
}

interface Past {
  grant: Grant | null;
  refusal: unknown;
  /** Asks anew: the grant ended. A purpose that was asked for goes along. */
  renew: (purpose?: string) => void;
}

/** Asks for permission to play cameras around a moment, anew whenever the moment leaves the granted stretch, and gives back what is no longer used. */
function usePastGrant(cameras: readonly string[], at: number | null): Past {
  const reachMs = useSession().replaySeconds * 1000;
  const [span, setSpan] = useState<Stretch | null>(null);
  if (at !== null && (span === null || at < span.from || at >= span.to)) setSpan(stretch(at, reachMs));
  const [state, setState] = useState<{ key: string; grant: Grant | null; refusal: unknown }>({ key: "", grant: null, refusal: null });
  const [turn, setTurn] = useState<{ n: number; purpose?: string | undefined }>({ n: 0 });
  const from = at === null || span === null ? Number.NaN : span.from;
  const to = span?.to ?? Number.NaN;
  const purpose = turn.purpose;
  const key = Number.isNaN(from) ? "" : `${cameras.join()} ${from} ${turn.n}`;
  const ids = cameras.join();
  useEffect(() => {
    if (Number.isNaN(from)) return undefined;
    let over = false;
    let held = "";
    const ask = body(api.POST("/api/v1/grants", { body: { act: "playback", cameraIds: ids.split(","), from: wire(from), to: wire(to), ...(purpose ? { purpose } : {}) } }));
    ask.then(
      (grant) => {
        held = grant.id;
        if (over) giveBack(held);
        else setState({ key, grant, refusal: null });
      },
      (refusal: unknown) => {
        if (!over) setState({ key, grant: null, refusal });
      },
    );
    return () => {
      over = true;
      if (held !== "") giveBack(held);
    };
  }, [ids, from, to, key, purpose]);
  const renew = useCallback((stated?: string) => setTurn((t) => ({ n: t.n + 1, purpose: stated ?? t.purpose })), []);
  return state.key === key && key !== "" ? { grant: state.grant, refusal: state.refusal, renew } : { grant: null, refusal: null, renew };
}

export function useDeck(cameras: readonly string[], start: number | null, onMoment: (at: number | null) => void, permit?: Grant): Deck {
  const [at, setAt] = useState<number | null>(start);
  const [clock] = useState(() => {
    const made = new PlayClock(start ?? Date.now());
    if (start !== null) made.play();
    return made;
  });
  const [skipGaps, setSkip] = useState(false);
  const [ended, setEnded] = useState("");
  const handles = useMemo(() => new Map<string, PastHandle>(), []);
  const gaps = useRef(new Map<string, GapNow>());
  useSyncExternalStore(
    useCallback((tell: () => void) => clock.subscribe(tell), [clock]),
    () => `${clock.moving} ${clock.running} ${clock.speed}`,
  );
  const asked = usePastGrant(cameras, permit === undefined ? at : null);
  const { grant, refusal, renew } = permit === undefined ? asked : { grant: permit, refusal: null, renew: asked.renew };
  const seek = (to: number): void => {
    const goal = permit === undefined ? Math.min(to, Date.now()) : within(permit, to);
    setEnded("");
    if (permit === undefined && goal > Date.now() - LIVE_EDGE_MS) {
      toLive();
      return;
    }
    clock.seek(goal);
    if (at === null) clock.play();
    setAt(goal);
    onMoment(goal);
    for (const h of handles.values()) h.moved();
  };
  const toLive = (): void => {
    if (permit !== undefined) return;
    setAt(null);
    setEnded("");
    clock.pause();
    clock.setSpeed(1);
    onMoment(null);
  };
  const toggle = (): void => {
    if (at === null) seek(Date.now() - LIVE_EDGE_MS - 2_000);
    else if (clock.running) clock.pause();
    else clock.play();
  };
  const step = (frames: number): void => {
    if (at === null) return;
    clock.pause();
    const frame = Math.min(...[...handles.values()].map((h) => h.frameMs()));
    if (!Number.isFinite(frame)) return;
    clock.seek(clock.now() + frames * frame);
    for (const h of handles.values()) h.moved();
  };
  return {
    clock,
    live: at === null,
    pastOnly: permit !== undefined,
    moving: clock.moving,
    running: clock.running,
    speed: clock.speed,
    skipGaps,
    grant,
    refusal,
    renew,
    ended,
    seek,
    toLive,
    toggle,
    setSpeed: (s) => clock.setSpeed(s),
    setSkipGaps: setSkip,
    step,
    now: () => (at === null ? Date.now() : clock.now()),
    handles,
    onGap: (camera, gap) => {
      if (gap === null) gaps.current.delete(camera);
      else gaps.current.set(camera, gap);
      const here = cameras.flatMap((id) => gaps.current.get(id) ?? []);
      if (skipGaps && gap !== null && here.length === cameras.length) {
        // Nobody has a picture here: on to where the first one has.
        clock.seek(Math.min(...here.map((g) => g.to)));
        for (const h of handles.values()) h.moved();
      }
    },
    onEnd: (_camera, code) => {
      setEnded(code);
      if (code === "grant.expired" || code === "grant.unused") renew();
    },
  };
}
