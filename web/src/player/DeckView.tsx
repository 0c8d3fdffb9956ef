// Cameras, live or past, over one timeline. The camera's page, the playback
// page and official viewings are made of it.
import { CameraOutlined } from "@ant-design/icons";
import { App, Button, Tooltip } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { whyNot } from "../api/can";
import type { Grant, TreeCamera } from "../api/model";
import { ProblemError } from "../api/problem";
import { useHoldsOn } from "../api/evidence";
import { useTimelines } from "../api/queries";
import { Mark } from "../ui/Mark";
import { FailureWords } from "../ui/ArticleRef";
import { Failed } from "../ui/States";
import { HOUR, wire } from "../util/time";
import { useWords } from "../words";
import { useSession } from "../api/session";
import { Controls } from "./Controls";
import type { Row } from "./draw";
import { ExportDialog } from "./ExportDialog";
import { HoldDialog } from "./HoldDialog";
import { useBeat } from "./beat";
import { useGuard } from "./guard";
import { LiveVideo } from "./LiveVideo";
import { PastVideo } from "./PastVideo";
import { PurposeDialog } from "./PurposeDialog";
import { centre, holds, wanted, type View } from "./scale";
import { saveSnapshot } from "./snapshot";
import type { StreamInfo } from "./state";
import { StoppedWords } from "./StoppedWords";
import { Badge } from "./Tile";
import { TimelineView } from "./TimelineView";
import { useDeck, type Deck } from "./useDeck";
import { useLiveRoom, type LiveRoom } from "./useLiveRoom";

interface Props {
  cameras: readonly TreeCamera[];
  start: number | null;
  /** The moment a person went to, null for live; pages keep it in the URL. */
  onMoment: (at: number | null) => void;
  /** A grant that was given for these cameras: nothing else is asked for, and nothing outside it is gone to. */
  permit?: Grant;
  /** Asks for another permit, after the one in use was taken back. */
  onAnew?: () => void;
  /** Gets a token for each stream under the permit, where it asks for one. */
  token?: (camera: string) => Promise<string>;
  /** Gets the grant for a still picture under the permit; without it stills are of own use. */
  still?: (camera: string, at: number) => Promise<{ id: string }>;
}

export function DeckView({ cameras, start, onMoment, permit, onAnew, token, still }: Props) {
  const ids = useMemo(() => cameras.map((c) => c.id), [cameras]);
  const deck = useDeck(ids, start, onMoment, permit);
  const room = useLiveRoom();
  const [view, setView] = useState<View>(() => centre({ from: 0, to: HOUR }, start ?? Date.now(), start === null ? 0.85 : 0.5));
  const [exporting, setExporting] = useState(false);
  const [holding, setHolding] = useState(false);
  const noPlayback = cameras.map((c) => whyNot(c.can, "playback")).find((w) => w !== "") ?? "";
  const noExport = cameras[0] ? whyNot(cameras[0].can, "export") : "";
  const { mark, can } = useSession();
  const guard = useGuard(
    () => [...room.surrender(), ...(deck.grant === null ? [] : [deck.grant.id])],
    permit === undefined ? () => deck.live || deck.renew() : onAnew,
  );
  useBeat(guard.stopped === null ? proved(deck) : null);
  useFollowing(deck, view, setView);
  const rows = useRows(cameras, view, { enabled: noPlayback === "", held: permit === undefined && whyNot(can, "hold.read") === "" }, permit?.id);
  return (
    <div className="deck">
      <div className={`screens n${frames(cameras.length)}`}>
        {guard.stopped === null ? cameras.map((c) => <Screen key={c.id} camera={c} deck={deck} room={room} single={cameras.length === 1} token={token} still={still} />) : <StoppedWords guard={guard} />}
        {guard.stopped !== null ? null : deck.live ? (
          <Mark text={mark} faint onTampered={guard.tampered} />
        ) : deck.grant === null ? null : (
          <Mark text={deck.grant.mark} grant={deck.grant.id} faint={deck.grant.faint ?? false} onTampered={guard.tampered} />
        )}
      </div>
      {deck.refusal ? <Refused deck={deck} /> : null}
      <Controls
        deck={deck}
        noPlayback={noPlayback}
        noExport={noExport}
        onExport={() => setExporting(true)}
        noHold={whyNot(can, "hold.place")}
        onHold={permit === undefined ? () => setHolding(true) : undefined}
        onRange={(ms) => setView(centre({ from: 0, to: ms }, deck.now(), deck.live ? 0.85 : 0.5))}
      />
      {noPlayback === "" ? <TimelineView rows={rows} view={view} onView={setView} cursor={deck.now} onSeek={deck.seek} /> : null}
      {exporting && cameras[0] ? <ExportDialog cameras={cameras} around={deck.now()} onClose={() => setExporting(false)} /> : null}
      {holding ? <HoldDialog cameras={cameras} around={deck.now()} onClose={() => setHolding(false)} /> : null}
    </div>
  );
}

/** The grant whose mark has to be proved to the platform: past pictures under the full one. */
const proved = (deck: Deck): string | null => (deck.live || deck.grant === null || deck.grant.faint ? null : deck.grant.id);

/** Squares of the grid that so many cameras take. */
const frames = (n: number): number => (n <= 4 ? n : n <= 9 ? 9 : 16);

/** Footage older than duty watching reaches asks its purpose once a session; any other refusal is shown. */
function Refused({ deck }: { deck: Deck }) {
  const asks = deck.refusal instanceof ProblemError && deck.refusal.unmet.length === 1 && deck.refusal.code === "playback.purpose";
  return asks ? <PurposeDialog onStated={deck.renew} onClose={deck.toLive} /> : <Failed error={deck.refusal} retry={() => deck.renew()} />;
}

/** While a picture runs, the view goes along once the play cursor leaves it by itself. */
function useFollowing(deck: Deck, view: View, setView: (v: View) => void): void {
  const latest = useRef({ deck, setView });
  useEffect(() => {
    latest.current = { deck, setView };
  });
  useEffect(() => {
    let inside = holds(view, latest.current.deck.now());
    const timer = window.setInterval(() => {
      const { deck: d, setView: show } = latest.current;
      const now = d.now();
      if (inside && !holds(view, now)) show(centre(view, now, d.live ? 0.85 : 0.3));
      inside = holds(view, now);
    }, 250);
    return () => window.clearInterval(timer);
  }, [view]);
}

/** What was recorded of the cameras, and what of it is on hold for whoever may know. */
function useRows(cameras: readonly TreeCamera[], view: View, { enabled, held }: { enabled: boolean; held: boolean }, grant?: string): Row[] {
  const w = wanted(view);
  const from = wire(w.from);
  const to = wire(w.to);
  const ids = useMemo(() => cameras.map((c) => c.id), [cameras]);
  const data = useTimelines(ids, from, to, w.scale, enabled, grant);
  const onHold = useHoldsOn(ids, from, to, enabled && held);
  return cameras.map((c, i) => ({ id: c.id, name: c.name, data: data[i]?.cameraId === c.id ? data[i] : undefined, holds: onHold[i] ?? [] }));
}

function Screen({ camera, deck, room, single, token, still }: { camera: TreeCamera; deck: Deck; room: LiveRoom; single: boolean; token: Props["token"]; still: Props["still"] }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [info, setInfo] = useState<StreamInfo | null>(null);
  const noSnapshot = whyNot(camera.can, "snapshot");
  const shoot = (): void =>
    void saveSnapshot(camera, deck.live ? undefined : deck.now(), still).then(
      () => message.success(t("wall.snapshotDone")),
      (error: unknown) => message.error(<FailureWords error={error} />),
    );
  return (
    <section className="screen" aria-label={camera.name} data-camera={camera.id}>
      {deck.live ? (
        <LiveVideo camera={{ ...camera, codec: camera.live.codec }} source={single ? "main" : "sub"} room={room} zoomable onInfo={setInfo} />
      ) : deck.grant ? (
        <PastVideo
          key={deck.grant.id}
          camera={camera.id}
          grant={deck.grant}
          clock={deck.clock}
          skipGaps={deck.skipGaps}
          {...(token === undefined ? {} : { token })}
          onInfo={setInfo}
          onGap={(gap) => deck.onGap(camera.id, gap)}
          onEnd={(code) => deck.onEnd(camera.id, code)}
          handle={(h) => {
            if (h) deck.handles.set(camera.id, h);
            else deck.handles.delete(camera.id);
          }}
        />
      ) : null}
      <div className="tilebar">
        <span className="tilename">{camera.name}</span>
        <Badge info={info} />
        <span className="spring" />
        <Tooltip title={noSnapshot || t("wall.snapshot")}>
          <Button size="small" type="text" icon={<CameraOutlined />} aria-label={t("wall.snapshot")} disabled={noSnapshot !== ""} onClick={shoot} />
        </Tooltip>
      </div>
    </section>
  );
}

