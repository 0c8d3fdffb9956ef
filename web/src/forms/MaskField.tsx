// Drawing privacy masks over the picture. With the mouse or a finger by
// dragging; with the keyboard, each mask takes the arrow keys, with Shift to
// stretch it; and by numbers for exactness.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, InputNumber } from "antd";
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useWords, type Word } from "../words";
import { between, bigEnough, fit, MOST, readMasks, rectOf, writeMasks, type Area, type Corner, type Rect } from "./masks";

interface Props {
  id?: string;
  value?: string;
  onChange?: (text: string) => void;
  disabled?: boolean;
  /** The reference picture; a bare grid stands for one that is not there. */
  picture?: string;
}

const STEP = 0.01;
const KEYS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
const MIDDLE = between([0.4, 0.4], [0.6, 0.6]);

export function MaskField({ id, value, onChange, disabled = false, picture }: Props) {
  const { t } = useWords();
  const masks = readMasks(value);
  const box = useRef<SVGSVGElement>(null);
  const [from, setFrom] = useState<Corner | null>(null);
  const [to, setTo] = useState<Corner | null>(null);
  const put = (areas: readonly Area[]): void => onChange?.(writeMasks(areas));
  const change = (at: number, r: Rect): void => put(masks.map((m, i) => (i === at ? fit(m, r) : m)));
  const at = (e: PointerEvent): Corner => {
    const b = box.current?.getBoundingClientRect();
    return b ? [(e.clientX - b.left) / b.width, (e.clientY - b.top) / b.height] : [0, 0];
  };
  const end = (): void => {
    if (from && to && bigEnough(between(from, to)) && masks.length < MOST) put([...masks, between(from, to)]);
    setFrom(null);
    setTo(null);
  };
  const key = (e: KeyboardEvent, i: number, m: Area): void => {
    if (disabled) return;
    const by = KEYS[e.key];
    const r = rectOf(m);
    if (by) change(i, e.shiftKey ? { ...r, width: r.width + by[0], height: r.height + by[1] } : { ...r, left: r.left + by[0], top: r.top + by[1] });
    else if (e.key === "Delete") put(masks.filter((_m, k) => k !== i));
    else return;
    e.preventDefault();
  };
  return (
    <div id={id} className="masks">
      <svg
        ref={box}
        viewBox="0 0 160 90"
        role="group"
        aria-label={t("mask.picture")}
        onPointerDown={(e) => {
          if (disabled || e.target !== e.currentTarget) return;
          e.currentTarget.setPointerCapture(e.pointerId);
          setFrom(at(e));
        }}
        onPointerMove={(e) => (from ? setTo(at(e)) : undefined)}
        onPointerUp={end}
        onPointerCancel={end}
      >
        {picture ? <image href={picture} width="160" height="90" preserveAspectRatio="none" pointerEvents="none" /> : null}
        {[40, 80, 120].map((x) => <line key={`x${x}`} x1={x} x2={x} y1="0" y2="90" pointerEvents="none" />)}
        {[22.5, 45, 67.5].map((y) => <line key={`y${y}`} y1={y} y2={y} x1="0" x2="160" pointerEvents="none" />)}
        {masks.map((m, i) => (
          <polygon key={`mask ${i}`} points={pointsOf(m)} tabIndex={disabled ? -1 : 0} role="img" aria-label={t("mask.one", { n: i + 1 })} onKeyDown={(e) => key(e, i, m)} />
        ))}
        {from && to ? <polygon className="drawing" points={pointsOf(between(from, to))} pointerEvents="none" /> : null}
      </svg>
      <p className="faint">{t(picture ? "mask.help" : "mask.noPicture")}</p>
      {masks.map((m, i) => (
        <div className="row" key={`row ${i}`}>
          <span>{t("mask.one", { n: i + 1 })}</span>
          <Numbers rect={rectOf(m)} disabled={disabled} onChange={(r) => change(i, r)} />
          <Button size="small" type="text" danger disabled={disabled} icon={<DeleteOutlined />} aria-label={t("mask.remove", { n: i + 1 })} onClick={() => put(masks.filter((_m, k) => k !== i))} />
        </div>
      ))}
      <Button size="small" icon={<PlusOutlined />} disabled={disabled || masks.length >= MOST} onClick={() => put([...masks, MIDDLE])}>
        {t("mask.add")}
      </Button>
    </div>
  );
}

function pointsOf(area: Area): string {
  return area.map(([x, y]) => `${x * 160},${y * 90}`).join(" ");
}

const SIDES: readonly (readonly [keyof Rect, Word])[] = [
  ["left", "mask.left"],
  ["top", "mask.top"],
  ["width", "mask.width"],
  ["height", "mask.height"],
];

function Numbers({ rect, disabled, onChange }: { rect: Rect; disabled: boolean; onChange: (r: Rect) => void }) {
  const { t } = useWords();
  return (
    <>
      {SIDES.map(([side, word]) => (
        <label key={side}>
          {t(word)}{" "}
          <InputNumber size="small" min={0} max={100} step={1} precision={1} disabled={disabled} value={rect[side] * 100} onChange={(n) => (n === null ? undefined : onChange({ ...rect, [side]: n / 100 }))} style={{ width: 76 }} />
        </label>
      ))}
    </>
  );
}
