// A live picture with its state in words.
import { Button } from "antd";
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from "react";
import { whyNot } from "../api/can";
import { useAdvice } from "../api/diagnosis";
import type { TreeCamera } from "../api/model";
import { Because } from "../ui/ArticleRef";
import { useWords, type Speak } from "../words";
import type { LiveAct } from "./grants";
import { LiveTile, type LiveSource } from "./live";
import { CONNECTING, type PlayState, type StreamInfo } from "./state";
import type { LiveRoom } from "./useLiveRoom";
import { ZoomBox } from "./ZoomBox";

export interface LiveHandle {
  video: () => HTMLVideoElement | null;
}

interface Props {
  camera: Pick<TreeCamera, "id" | "name" | "can"> & { codec: string };
  source: LiveSource;
  room: LiveRoom;
  zoomable?: boolean;
  onInfo?: (info: StreamInfo | null) => void;
  handle?: Ref<LiveHandle>;
}

/** How this person may see the camera now: live, the time-boxed test view, or not at all. */
export function liveAct(can: Readonly<Record<string, string>>): { act: LiveAct | null; why: string } {
  if ((can.live ?? "") === "") return { act: "live", why: "" };
  if (can.test === "") return { act: "test", why: "" };
  return { act: null, why: whyNot(can, "live") };
}

export function LiveVideo({ camera, source, room, zoomable = false, onInfo, handle }: Props) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const tile = useRef<LiveTile | null>(null);
  const [state, setState] = useState<PlayState>(CONNECTING);
  const { act, why } = liveAct(camera.can);
  const { id, codec } = camera;
  const known = useRef(codec);
  const tell = useRef(onInfo);
  const wanted = useRef(source);
  useEffect(() => {
    known.current = codec;
    tell.current = onInfo;
    wanted.current = source;
  });
  useEffect(() => {
    if (box.current === null || act === null) return undefined;
    const live = new LiveTile(box.current, { camera: id, codec: known.current }, room.keeper(act), room.lessons, {
      state: setState,
      info: (info) => tell.current?.(info),
    });
    tile.current = live;
    live.show(wanted.current);
    return () => {
      tile.current = null;
      live.close();
      tell.current?.(null);
      setState(CONNECTING);
    };
  }, [id, act, room]);
  useEffect(() => tile.current?.show(source), [source]);
  useImperativeHandle(handle, () => ({ video: () => tile.current?.video ?? null }), []);
  return (
    <div className="live" data-phase={act === null ? "refused" : state.phase} data-code={state.code}>
      <ZoomBox active={zoomable}>
        <div className="layers" ref={box} />
      </ZoomBox>
      {act === null ? <TileWords title={t("tile.refused")} text={why} /> : <StateWords state={state} again={() => tile.current?.again()} />}
      {act === "test" && state.phase === "playing" ? <span className="badge test">{t("tile.test")}</span> : null}
    </div>
  );
}

/** The state of a stream as words over the picture; nothing while it plays. */
export function StateWords({ state, again }: { state: PlayState; again?: () => void }) {
  const { t } = useWords();
  const advice = useAdvice();
  if (state.phase === "playing") return null;
  const line = state.code === "" ? "" : advice(state.code, state.params).text;
  return (
    <TileWords title={phaseWord(t, state)} text={line === "" ? "" : <Because line={line} article={state.article} />} busy={state.phase !== "ended"}>
      {state.phase === "ended" && again ? (
        <Button size="small" onClick={again}>
          {state.code === "grant.expired" ? t("tile.askAgain") : t("act.retry")}
        </Button>
      ) : null}
    </TileWords>
  );
}

function phaseWord(t: Speak, state: PlayState): string {
  if (state.phase === "connecting") return t("tile.connecting");
  if (state.phase === "waiting") return t("tile.waiting");
  return t("tile.ended");
}

interface WordsProps {
  title: string;
  text: React.ReactNode;
  busy?: boolean;
  children?: React.ReactNode;
}

export function TileWords({ title, text, busy = false, children }: WordsProps) {
  return (
    <div className={`tilewords${busy ? " busy" : ""}`} role="status">
      <strong>{title}</strong>
      {text === "" ? null : <span>{text}</span>}
      {children}
    </div>
  );
}
