// One picture of the past, following the deck's clock.
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from "react";
import { clock as clockText } from "../util/time";
import { coded, useWords } from "../words";
import type { PlayClock } from "./clock";
import { StateWords, TileWords } from "./LiveVideo";
import { PlaybackPlayer, type GapNow } from "./playback";
import { CONNECTING, type PlayState, type StreamInfo } from "./state";
import { ZoomBox } from "./ZoomBox";

export interface PastHandle {
  moved: () => void;
  frameMs: () => number;
  gap: () => GapNow | null;
}

interface Props {
  camera: string;
  grant: { id: string };
  clock: PlayClock;
  skipGaps: boolean;
  /** Gets a token for each stream, where the grant asks for one. */
  token?: (camera: string) => Promise<string>;
  onInfo: (info: StreamInfo | null) => void;
  onGap: (gap: GapNow | null) => void;
  onEnd: (code: string) => void;
  handle: Ref<PastHandle>;
}

export function PastVideo({ camera, grant, clock, skipGaps, token, onInfo, onGap, onEnd, handle }: Props) {
  const { t } = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const player = useRef<PlaybackPlayer | null>(null);
  const [state, setState] = useState<PlayState>(CONNECTING);
  const [gap, setGap] = useState<GapNow | null>(null);
  const latest = useRef({ skipGaps, onInfo, onGap, onEnd });
  useEffect(() => {
    latest.current = { skipGaps, onInfo, onGap, onEnd };
  });
  const path = `/api/v1/grants/${grant.id}`;
  useEffect(() => {
    if (video.current === null) return undefined;
    const made = new PlaybackPlayer(
      video.current,
      clock,
      { camera, grant: path, skipGaps: () => latest.current.skipGaps, ...(token === undefined ? {} : { token: () => token(camera) }) },
      {
        state: (s) => {
          setState(s);
          if (s.phase === "ended") latest.current.onEnd(s.code);
        },
        info: (i) => latest.current.onInfo(i),
        gap: (g) => {
          setGap(g);
          latest.current.onGap(g);
        },
        durable: () => undefined,
      },
    );
    player.current = made;
    return () => {
      player.current = null;
      made.close();
    };
  }, [camera, path, clock, token]);
  useImperativeHandle(
    handle,
    () => ({
      moved: () => player.current?.moved(),
      frameMs: () => player.current?.frameMs ?? 40,
      gap: () => player.current?.gap ?? null,
    }),
    [],
  );
  return (
    <div className="past" data-phase={state.phase} data-code={state.code} data-gap={gap?.cause ?? ""}>
      <ZoomBox active>
        <video ref={video} muted playsInline disablePictureInPicture />
      </ZoomBox>
      {gap !== null ? (
        <TileWords title={t("timeline.gap")} text={`${coded(t, "gap.", gap.cause)} · ${t("deck.gapSpan", { from: clockText(gap.from), to: clockText(gap.to) })}`} />
      ) : (
        <StateWords state={state.code === "footage.end" ? { ...state, phase: "ended" } : state} />
      )}
    </div>
  );
}
