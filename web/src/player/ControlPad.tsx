// 云台: the control of one camera over its live picture. It is taken when the
// pad opens and given up when it closes; while it is open the pad says every
// two seconds that it is still there.
import {
  ArrowDownOutlined,
  ArrowLeftOutlined,
  ArrowRightOutlined,
  ArrowUpOutlined,
  CloseOutlined,
  MinusOutlined,
  PauseOutlined,
  PlusOutlined,
} from "@ant-design/icons";
import { Alert, Button, Input, Select, Slider, Switch, Tooltip } from "antd";
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";
import { sendControl, useStanding, type Command, type Control } from "../api/control";
import type { Grant, TreeCamera } from "../api/model";
import { ProblemError } from "../api/problem";
import { FailureWords } from "../ui/ArticleRef";
import { useKeys } from "../ui/keys";
import { clock } from "../util/time";
import { useWords } from "../words";
import { HomeWords } from "./HomeWords";
import { PresetRow } from "./PresetRow";
import { Steering } from "./steering";

interface Props {
  camera: Pick<TreeCamera, "id" | "name">;
  /** The grant under which the picture is watched; null when it is not. */
  grant: () => Promise<Grant | null>;
  onClose: () => void;
}

const BEAT = 2000;

export function ControlPad({ camera, grant, onClose }: Props) {
  const { t } = useWords();
  const { held, error, busy, take, steer, change } = useControl(camera.id, grant);
  const active = held !== null && !held.aside;
  return (
    <div
      className="controlpad"
      role="group"
      aria-label={`${t("ctl.title")} ${camera.name}`}
      data-control={held === null ? "none" : held.aside ? "aside" : "mine"}
      onPointerDown={(e) => e.stopPropagation()}
      onDoubleClick={(e) => e.stopPropagation()}
    >
      <header>
        <strong>{t("ctl.title")}</strong>
        <span className="faint">{held === null ? (busy ? t("ctl.taking") : "") : held.aside ? t("ctl.aside", { by: held.by ?? "" }) : t("ctl.mine")}</span>
        <span className="spring" />
        <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t("ctl.close")} title={t("ctl.close")} onClick={onClose} />
      </header>
      {error === null ? null : <Refused error={error} camera={camera.id} onTake={take} busy={busy} />}
      {held === null ? null : <Hand active={active} steer={steer} />}
      {held === null ? null : <PresetRow camera={camera.id} active={active} send={(c) => steer.once(c)} />}
      {held === null ? null : <Stays held={held} camera={camera.id} active={active} change={change} />}
    </div>
  );
}

/** Takes the control, keeps it alive, and gives it up at the end. */
function useControl(camera: string, grant: () => Promise<Grant | null>) {
  const [held, setHeld] = useState<Control | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const [steer] = useState(() => new Steering());
  const open = useRef(true);
  const told = useCallback((now: Control) => {
    setHeld(now);
    setError(null);
  }, []);
  const failed = useCallback(
    (e: unknown) => {
      const why = e instanceof Error ? e : new Error(String(e));
      if (why instanceof ProblemError && (why.code === "control.ended" || why.code.startsWith("grant."))) {
        steer.under("");
        setHeld(null);
      }
      setError(why);
    },
    [steer],
  );
  const change = useCallback(
    (act: (id: string) => Promise<Control>): void => {
      if (steer.id !== "") void act(steer.id).then(setHeld, failed);
    },
    [steer, failed],
  );
  const take = useCallback(
    async (urgent = false, reason = ""): Promise<void> => {
      setBusy(true);
      try {
        const under = await grant();
        if (under === null) return;
        const got = await sendControl.take(camera, { grantId: under.id, urgent, reason });
        if (!open.current) {
          sendControl.release(got.id);
          return;
        }
        steer.under(got.id);
        told(got);
      } catch (e) {
        failed(e);
      } finally {
        setBusy(false);
      }
    },
    [camera, grant, steer, told, failed],
  );
  // The control is taken once, when the pad opens; a grant that changes later is no reason to take it again.
  const first = useRef(take);
  useEffect(() => {
    open.current = true;
    steer.tell(told, failed);
    void first.current();
    const beat = setInterval(() => change(sendControl.beat), BEAT);
    const leave = (): void => {
      steer.stop();
      if (steer.id !== "") sendControl.release(steer.id);
      steer.under("");
    };
    const away = (): void => {
      if (document.hidden) steer.stop();
    };
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", away);
    return () => {
      open.current = false;
      clearInterval(beat);
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", away);
      leave();
    };
  }, [change, steer, told, failed]);
  return { held, error, busy, take, steer, change };
}

interface RefusedProps {
  error: Error;
  camera: string;
  busy: boolean;
  onTake: (urgent?: boolean, reason?: string) => Promise<void>;
}

/** Why there is no control now, and what can be done about it. */
function Refused({ error, camera, busy, onTake }: RefusedProps) {
  const { t } = useWords();
  const [reason, setReason] = useState("");
  const standing = useStanding(camera);
  const held = error instanceof ProblemError && error.code === "control.held";
  const over = error instanceof ProblemError && error.code === "control.ended";
  const urgent = error instanceof ProblemError && error.code === "control.reason";
  return (
    <div className="controlwhy">
      <Alert type={held || over ? "warning" : "error"} showIcon role="alert" title={<FailureWords error={error} />} />
      {held && standing.data?.since ? <p className="faint">{t("ctl.held", { by: standing.data.by ?? "" })} · {clock(standing.data.since)}</p> : null}
      {held || over ? (
        <Button size="small" loading={busy} onClick={() => void onTake()}>
          {t("ctl.again")}
        </Button>
      ) : null}
      {held || urgent ? (
        <div className="controlurgent">
          <Input size="small" maxLength={200} value={reason} placeholder={t("ctl.reason")} aria-label={t("ctl.reason")} onChange={(e) => setReason(e.target.value)} />
          <Button size="small" danger loading={busy} disabled={reason.trim() === ""} onClick={() => void onTake(true, reason)}>
            {t("ctl.urgent")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

const ARROWS = [
  ["ctl.upLeft", -1, 1], ["ctl.up", 0, 1], ["ctl.upRight", 1, 1],
  ["ctl.left", -1, 0], ["ctl.stop", 0, 0], ["ctl.right", 1, 0],
  ["ctl.downLeft", -1, -1], ["ctl.down", 0, -1], ["ctl.downRight", 1, -1],
] as const;

const LENS = [
  [["ctl.zoomOut", { verb: "move", zoom: -1 }, <MinusOutlined key="-" />], ["ctl.zoomIn", { verb: "move", zoom: 1 }, <PlusOutlined key="+" />]],
  [["ctl.far", { verb: "lens", focus: -1 }, null], ["ctl.near", { verb: "lens", focus: 1 }, null]],
  [["ctl.irisClose", { verb: "lens", iris: -1 }, null], ["ctl.irisOpen", { verb: "lens", iris: 1 }, null]],
] as const satisfies readonly (readonly [readonly [string, Command, ReactNode], readonly [string, Command, ReactNode]])[];

/** The directions, the lens, speed and wiper. */
function Hand({ active, steer }: { active: boolean; steer: Steering }) {
  const { t } = useWords();
  const [speed, setSpeed] = useState(50);
  usePadKeys(active, speed, steer);
  return (
    <>
      <div className="controlhand">
        <div className="controlarrows">
          {ARROWS.map(([word, pan, tilt]) =>
            pan === 0 && tilt === 0 ? (
              <Button key={word} size="small" icon={<PauseOutlined />} aria-label={t(word)} title={t(word)} disabled={!active} onClick={() => steer.once({ verb: "move" })} />
            ) : (
              <Held key={word} title={t(word)} active={active} steer={steer} command={{ verb: "move", pan, tilt, speed }}>
                {arrow(pan, tilt)}
              </Held>
            ),
          )}
        </div>
        <div className="controllens">
          {LENS.flat().map(([word, command, icon]) => (
            <Held key={word} title={t(word)} active={active} steer={steer} command={{ ...command, speed }}>
              {icon ?? t(word)}
            </Held>
          ))}
        </div>
      </div>
      <div className="controlrow">
        <span>{t("ctl.speed")}</span>
        <Slider className="spring" min={5} max={100} step={5} value={speed} onChange={setSpeed} disabled={!active} ariaLabelForHandle={t("ctl.speed")} />
        <span>{t("ctl.wiper")}</span>
        <Button size="small" disabled={!active} onClick={() => steer.once({ verb: "switch-on", number: 1 })}>{t("ctl.on")}</Button>
        <Button size="small" disabled={!active} onClick={() => steer.once({ verb: "switch-off", number: 1 })}>{t("ctl.off")}</Button>
      </div>
    </>
  );
}

function arrow(pan: number, tilt: number): ReactNode {
  if (pan === 0) return tilt > 0 ? <ArrowUpOutlined /> : <ArrowDownOutlined />;
  const side = pan < 0 ? <ArrowLeftOutlined rotate={tilt * 45} /> : <ArrowRightOutlined rotate={tilt * -45} />;
  return side;
}

interface HeldProps {
  title: string;
  active: boolean;
  steer: Steering;
  command: Command;
  children: ReactNode;
}

/** A button that moves for as long as it is held down, by mouse, finger or Space. */
function Held({ title, active, steer, command, children }: HeldProps) {
  const down = (): void => steer.start(command);
  const up = (): void => steer.stop();
  return (
    <Button
      size="small"
      aria-label={title}
      title={title}
      disabled={!active}
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        down();
      }}
      onPointerUp={up}
      onPointerCancel={up}
      onKeyDown={(e) => {
        if (e.key === " " || e.key === "Enter") down();
      }}
      onKeyUp={up}
      onBlur={up}
    >
      {children}
    </Button>
  );
}

/** Arrows turn, plus and minus zoom, for as long as the key is down. */
function usePadKeys(active: boolean, speed: number, steer: Steering): void {
  const go = (c: Command) => () => {
    if (active) steer.start({ ...c, speed });
  };
  useKeys([
    { key: "ArrowLeft", word: "ctl.keysMove", run: go({ verb: "move", pan: -1 }) },
    { key: "ArrowRight", word: "ctl.keysMove", run: go({ verb: "move", pan: 1 }) },
    { key: "ArrowUp", word: "ctl.keysMove", run: go({ verb: "move", tilt: 1 }) },
    { key: "ArrowDown", word: "ctl.keysMove", run: go({ verb: "move", tilt: -1 }) },
    { key: "+", word: "ctl.keysZoom", run: go({ verb: "move", zoom: 1 }) },
    { key: "=", word: "ctl.keysZoom", run: go({ verb: "move", zoom: 1 }) },
    { key: "-", word: "ctl.keysZoom", run: go({ verb: "move", zoom: -1 }) },
  ]);
  useEffect(() => {
    const up = (): void => steer.stop();
    window.addEventListener("keyup", up);
    window.addEventListener("blur", up);
    return () => {
      window.removeEventListener("keyup", up);
      window.removeEventListener("blur", up);
    };
  }, [steer]);
}

interface StaysProps {
  held: Control;
  camera: string;
  active: boolean;
  change: (act: (id: string) => Promise<Control>) => void;
}

/** Lock, stay, and where the camera belongs. */
function Stays({ held, camera, active, change }: StaysProps) {
  const { t } = useWords();
  const standing = useStanding(camera);
  return (
    <>
      <div className="controlrow">
        <Tooltip title={t("ctl.lockHelp")}>
          <label>
            <Switch size="small" checked={held.locked} disabled={!active} aria-label={t("ctl.lock")} onChange={(on) => change((id) => sendControl.lock(id, on))} /> {t("ctl.lock")}
          </label>
        </Tooltip>
        <span className="spring" />
        <span>{t("ctl.stay")}</span>
        <Select
          size="small"
          aria-label={t("ctl.stay")}
          value={held.stayUntil ? -1 : 0}
          disabled={!active}
          options={[
            { value: 0, label: t("ctl.stayNo") },
            ...(held.stayUntil ? [{ value: -1, label: clock(held.stayUntil) }] : []),
            ...[5, 15, 30, 60].map((n) => ({ value: n, label: t("ctl.stayMinutes", { n }) })),
          ]}
          onChange={(n) => change((id) => sendControl.stay(id, n))}
        />
      </div>
      <HomeWords home={standing.data?.home} away={held.away} />
    </>
  );
}
