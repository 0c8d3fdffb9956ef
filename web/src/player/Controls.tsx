// The deck's buttons and keys.
import {
  CalendarOutlined,
  CaretRightOutlined,
  DownloadOutlined,
  LockOutlined,
  PauseOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
  ThunderboltOutlined,
} from "@ant-design/icons";
import { Button, Input, Popover, Segmented, Select, Switch, Tooltip } from "antd";
import { useEffect, useReducer, useState } from "react";
import { useKeys } from "../ui/keys";
import { clock as clockText, DAY, dateTime, HOUR, parseLocal } from "../util/time";
import { useWords } from "../words";
import { SPEEDS, type Deck } from "./useDeck";

interface Props {
  deck: Deck;
  /** Reason why nothing may be played back, or "". */
  noPlayback: string;
  noExport: string;
  onExport: () => void;
  /** Reason why nothing may be held, or "". */
  noHold: string;
  /** Nothing where footage is not held from. */
  onHold: (() => void) | undefined;
  onRange: (ms: number) => void;
}

export function Controls({ deck, noPlayback, noExport, onExport, noHold, onHold, onRange }: Props) {
  const { t } = useWords();
  useDeckKeys(deck, noPlayback !== "");
  const off = noPlayback !== "";
  return (
    <div className="controls" role="toolbar" aria-label={t("deck.past")}>
      <Moment deck={deck} />
      <Tooltip title={noPlayback || (deck.running && !deck.live ? t("deck.pause") : t("deck.play"))}>
        <Button
          type="primary"
          disabled={off}
          aria-label={deck.running && !deck.live ? t("deck.pause") : t("deck.play")}
          icon={deck.running && !deck.live ? <PauseOutlined /> : <CaretRightOutlined />}
          onClick={deck.toggle}
        />
      </Tooltip>
      <Small title={t("deck.stepBack")} icon={<StepBackwardOutlined />} disabled={off || deck.live} onClick={() => deck.step(-1)} />
      <Small title={t("deck.step")} icon={<StepForwardOutlined />} disabled={off || deck.live} onClick={() => deck.step(1)} />
      <Select<number>
        aria-label={t("deck.speed")}
        value={deck.speed}
        disabled={off || deck.live}
        options={SPEEDS.map((s) => ({ value: s, label: `${s}×` }))}
        onChange={deck.setSpeed}
        style={{ width: 72 }}
      />
      <label className="skipgaps">
        <Switch size="small" checked={deck.skipGaps} disabled={off} onChange={deck.setSkipGaps} /> {t("deck.skipGaps")}
      </label>
      <Button type={deck.live ? "default" : "primary"} ghost={!deck.live} disabled={deck.live || deck.pastOnly} title={deck.pastOnly ? t("off.noLive") : undefined} icon={<ThunderboltOutlined />} onClick={deck.toLive}>
        {deck.live ? t("deck.live") : t("deck.toLive")}
      </Button>
      <span className="spring" />
      <GoTo deck={deck} off={off} />
      <Segmented
        aria-label={t("timeline.zoom")}
        options={[
          { value: 30 * DAY, label: t("timeline.month") },
          { value: DAY, label: t("timeline.day") },
          { value: HOUR, label: t("timeline.hour") },
        ]}
        value={0}
        onChange={onRange}
      />
      {onHold === undefined ? null : (
        <Tooltip title={noHold}>
          <Button icon={<LockOutlined />} disabled={noHold !== ""} onClick={onHold}>
            {t("hold.place")}
          </Button>
        </Tooltip>
      )}
      <Tooltip title={noExport}>
        <Button icon={<DownloadOutlined />} disabled={noExport !== ""} onClick={onExport}>
          {t("deck.export")}
        </Button>
      </Tooltip>
    </div>
  );
}

/** A time typed or picked, in the law's zone; Enter goes there. */
function GoTo({ deck, off }: { deck: Deck; off: boolean }) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const go = (): void => {
    const at = parseLocal(text);
    if (Number.isFinite(at)) deck.seek(at);
  };
  return (
    <Popover
      trigger="click"
      title={t("deck.goTo")}
      content={
        <Input.Search
          type="datetime-local"
          step={1}
          aria-label={t("deck.goTo")}
          enterButton={t("act.open")}
          value={text}
          onChange={(e) => setText(e.target.value)}
          onSearch={go}
        />
      }
    >
      <Button icon={<CalendarOutlined />} aria-label={t("deck.goTo")} title={t("deck.goTo")} disabled={off} />
    </Popover>
  );
}

interface SmallProps {
  title: string;
  icon: React.ReactNode;
  disabled: boolean;
  onClick: () => void;
}

function Small({ title, icon, disabled, onClick }: SmallProps) {
  return (
    <Tooltip title={title}>
      <Button icon={icon} aria-label={title} disabled={disabled} onClick={onClick} />
    </Tooltip>
  );
}

/** The time on screen, and whether it is now or then. */
function Moment({ deck }: { deck: Deck }) {
  const { t } = useWords();
  const [, tick] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const timer = window.setInterval(tick, 100);
    return () => window.clearInterval(timer);
  }, []);
  const now = deck.now();
  return (
    <output className={`when num ${deck.live ? "now" : "then"}`} data-live={deck.live} data-at={now}>
      {deck.live ? `${t("deck.live")} ${dateTime(now)}` : `${dateTime(now)}${deck.running ? "" : clockText(now, true).slice(8)}`}
    </output>
  );
}

function useDeckKeys(deck: Deck, off: boolean): void {
  const by = (ms: number) => () => deck.seek(deck.now() + ms);
  const faster = (n: number) => () => {
    const i = SPEEDS.findIndex((s) => s === deck.speed);
    deck.setSpeed(SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, i + n))] ?? 1);
  };
  useKeys(
    off
      ? []
      : [
          { key: "Space", word: "deck.play", run: deck.toggle },
          { key: "ArrowLeft", word: "deck.back10", run: by(-10_000) },
          { key: "ArrowRight", word: "deck.forward10", run: by(10_000) },
          { key: "Shift+ArrowLeft", word: "deck.back60", run: by(-60_000) },
          { key: "Shift+ArrowRight", word: "deck.forward60", run: by(60_000) },
          { key: ",", word: "deck.stepBack", run: () => deck.step(-1) },
          { key: ".", word: "deck.step", run: () => deck.step(1) },
          { key: "]", word: "deck.faster", run: faster(1) },
          { key: "[", word: "deck.slower", run: faster(-1) },
          { key: "l", word: "deck.toLive", run: deck.toLive },
          { key: "k", word: "deck.skipGaps", run: () => deck.setSkipGaps(!deck.skipGaps) },
        ],
  );
}
