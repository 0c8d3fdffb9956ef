// What a camera looks at, as a plan with north up: its sector, what was drawn
// as the area captured, and its neighbours. The sector follows bearing, angle
// and range as they are typed; two handles turn, stretch and open it, with the
// mouse, a finger or the arrow keys.
import { Button, Form } from "antd";
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import { useMapPart } from "../api/archive";
import { around, bearingOf, directionOf, METRES, onGround, onPlan, polar, type Corner, type View } from "../ui/sector";
import { useWords } from "../words";

/** What is taken where nobody said, as on the map. */
const FOV = 40;
const REACH = 60;
const HALF = 100;

type Numbers = Readonly<Record<string, unknown>>;

const numberOf = (v: unknown): number => (typeof v === "string" && v.trim() !== "" ? Number(v) : Number.NaN);
const or = (n: number, otherwise: number): number => (Number.isFinite(n) ? n : otherwise);

function viewOf(v: Numbers): View {
  const all = v["direction"] === "9";
  const bearing = numberOf(v["bearing"]);
  return {
    bearing: all ? -1 : Number.isFinite(bearing) ? bearing : bearingOf(String(v["direction"] ?? "")),
    fov: all ? 360 : or(numberOf(v["h_fov"]), FOV) || FOV,
    reach: or(numberOf(v["max_distance"]), REACH) || REACH,
  };
}

function readArea(text: unknown): Corner[] {
  try {
    const read: unknown = JSON.parse(typeof text === "string" ? text : "");
    return Array.isArray(read) ? read.filter((c): c is Corner => Array.isArray(c) && c.length === 2 && c.every((n) => typeof n === "number")) : [];
  } catch {
    return [];
  }
}

interface Props {
  id: string;
  /** Whether the area captured may be read and set. */
  drawing: boolean;
  disabled: boolean;
}

export function ViewPlan({ id, drawing, disabled }: Props) {
  const { t } = useWords();
  const form = Form.useFormInstance<Numbers>();
  const values: Numbers = Form.useWatch([], form) ?? form.getFieldsValue(true);
  const view = viewOf(values);
  const lon = numberOf(values["longitude"]);
  const lat = numberOf(values["latitude"]);
  const here: Corner | null = Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : null;
  const area = drawing ? readArea(values["fov_polygon"]) : [];
  const put = (change: Partial<View>): void => {
    const set: Record<string, string> = {};
    if (change.bearing !== undefined) {
      const bearing = ((Math.round(change.bearing) % 360) + 360) % 360;
      set["bearing"] = String(bearing);
      set["direction"] = directionOf(bearing);
    }
    if (change.fov !== undefined) set["h_fov"] = String(Math.round(Math.min(359, Math.max(1, change.fov))));
    if (change.reach !== undefined) set["max_distance"] = String(Math.round(Math.min(20_000, Math.max(1, change.reach))));
    form.setFieldsValue(set);
  };
  const draw = (): void => {
    if (here) form.setFieldsValue({ fov_polygon: JSON.stringify(around(view).slice(0, -1).map((c) => onGround(here, c).map((n) => Math.round(n * 1e7) / 1e7))) });
  };
  return (
    <figure className="viewplan" aria-label={t("fov.title")}>
      <Plan id={id} view={view} here={here} area={here ? area.map((c) => onPlan(here, c)) : []} put={disabled ? undefined : put} />
      <figcaption>
        <p className="num">{view.bearing < 0 ? t(view.fov >= 360 ? "fov.allRound" : "fov.unknown") : t("fov.now", { bearing: Math.round(view.bearing), fov: Math.round(view.fov), reach: Math.round(view.reach) })}</p>
        <p className="faint">{t("fov.help")}</p>
        {drawing ? (
          <>
            <Form.Item name="fov_polygon" hidden>
              <input type="hidden" />
            </Form.Item>
            <p>{t(area.length > 0 ? "fov.drawn" : "fov.notDrawn")}</p>
            <Button size="small" disabled={disabled || here === null || around(view).length === 0} title={here === null ? t("fov.noPosition") : undefined} onClick={draw}>
              {t("fov.draw")}
            </Button>{" "}
            <Button size="small" disabled={disabled || area.length === 0} onClick={() => form.setFieldsValue({ fov_polygon: "" })}>
              {t("fov.clear")}
            </Button>
          </>
        ) : null}
      </figcaption>
    </figure>
  );
}

interface PlanProps {
  id: string;
  view: View;
  here: Corner | null;
  /** What was drawn, in metres. */
  area: readonly Corner[];
  put: ((change: Partial<View>) => void) | undefined;
}

function Plan({ id, view, here, area, put }: PlanProps) {
  const { t } = useWords();
  const box = useRef<SVGSVGElement>(null);
  const span = Math.max(30, view.reach, ...area.map((c) => Math.hypot(...c))) * 1.25;
  const scale = HALF / span;
  const at = ([east, north]: Corner): Corner => [east * scale, -north * scale];
  const points = (ring: readonly Corner[]): string => ring.map((c) => at(c).map((n) => n.toFixed(2)).join(",")).join(" ");
  const tip = around({ ...view, fov: 0.001 })[1];
  const edge = view.fov < 360 ? around(view)[1] : undefined;
  const pull = (e: PointerEvent, change: (p: { bearing: number; reach: number }) => Partial<View>): void => {
    const b = box.current?.getBoundingClientRect();
    if (!b || e.buttons === 0 || !put) return;
    const x = ((e.clientX - b.left) / b.width) * 2 * HALF - HALF;
    const y = ((e.clientY - b.top) / b.height) * 2 * HALF - HALF;
    put(change(polar([x / scale, -y / scale])));
  };
  const opened = (bearing: number): number => 2 * Math.abs(((bearing - view.bearing + 540) % 360) - 180);
  const step = (e: KeyboardEvent, turn: (by: number) => Partial<View>, stretch: (by: number) => Partial<View>): void => {
    const by = e.shiftKey ? 10 : 1;
    const keys: Readonly<Record<string, Partial<View>>> = { ArrowLeft: turn(-by), ArrowRight: turn(by), ArrowUp: stretch(by), ArrowDown: stretch(-by) };
    const change = keys[e.key];
    if (!change || !put) return;
    put(change);
    e.preventDefault();
  };
  const hold = (e: PointerEvent): void => e.currentTarget.setPointerCapture(e.pointerId);
  const handle = { r: 5, role: "slider", tabIndex: put ? 0 : -1, onPointerDown: hold };
  return (
    <svg ref={box} viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`} role="group" aria-label={t("fov.title")}>
      {[0.5, 1].map((part) => (
        <g key={part}>
          <circle className="ring" r={view.reach * part * scale} />
          <text x={2} y={-view.reach * part * scale - 2}>{Math.round(view.reach * part)} m</text>
        </g>
      ))}
      <text className="north" y={-HALF + 9} textAnchor="middle">N</text>
      <line className="ring" y1={-HALF + 11} y2={HALF} />
      <line className="ring" x1={-HALF} x2={HALF} />
      {here ? <Neighbours id={id} here={here} span={span} at={at} /> : null}
      {area.length > 0 ? <polygon className="area" points={points(area)} /> : null}
      <polygon className="sector" points={points(around(view))} />
      <circle className="camera" r={3} />
      {tip ? (
        <circle
          {...handle}
          className="handle"
          cx={at(tip)[0]}
          cy={at(tip)[1]}
          aria-label={t("fov.axis")}
          aria-valuemin={0}
          aria-valuemax={360}
          aria-valuenow={Math.round(view.bearing)}
          aria-valuetext={t("fov.now", { bearing: Math.round(view.bearing), fov: Math.round(view.fov), reach: Math.round(view.reach) })}
          onPointerMove={(e) => pull(e, (p) => p)}
          onKeyDown={(e) => step(e, (by) => ({ bearing: view.bearing + by }), (by) => ({ reach: view.reach + by }))}
        />
      ) : null}
      {tip && edge ? (
        <circle
          {...handle}
          className="handle edge"
          cx={at(edge)[0]}
          cy={at(edge)[1]}
          aria-label={t("fov.angle")}
          aria-valuemin={1}
          aria-valuemax={359}
          aria-valuenow={Math.round(view.fov)}
          onPointerMove={(e) => pull(e, (p) => ({ fov: opened(p.bearing) }))}
          onKeyDown={(e) => step(e, (by) => ({ fov: view.fov + by }), (by) => ({ fov: view.fov + by }))}
        />
      ) : null}
    </svg>
  );
}

/** Other cameras on the plan, as far as one may read where they stand. */
function Neighbours({ id, here, span, at }: { id: string; here: Corner; span: number; at: (c: Corner) => Corner }) {
  const [lon, lat] = here;
  const wide = span / (METRES * Math.cos((lat * Math.PI) / 180));
  const near = useMapPart({ west: lon - wide, south: lat - span / METRES, east: lon + wide, north: lat + span / METRES });
  return (
    <>
      {(near.data?.cameras ?? []).filter((c) => c.id !== id).map((c) => {
        const [east, north] = onPlan(here, [c.lon, c.lat]);
        const sector = around({ bearing: c.bearing, fov: c.fov || FOV, reach: c.reach || REACH });
        return (
          <g key={c.id} className="other">
            <polygon points={sector.map(([x, y]) => at([east + x, north + y]).map((n) => n.toFixed(2)).join(",")).join(" ")} />
            <circle r={2.5} cx={at([east, north])[0]} cy={at([east, north])[1]}>
              <title>{c.name}</title>
            </circle>
          </g>
        );
      })}
    </>
  );
}
