// The span of an application on the timeline of what was recorded: drawn by
// dragging, beside the fields into which it can be typed.
import { useState } from "react";
import type { TreeCamera } from "../../api/model";
import { useTimelines } from "../../api/queries";
import { centre, wanted, type View } from "../../player/scale";
import { TimelineView } from "../../player/TimelineView";
import { HOUR, wire } from "../../util/time";
import { useWords } from "../../words";

/** Rows beyond these would push the form out of sight. */
const ROWS = 4;

interface Props {
  cameras: readonly TreeCamera[];
  span: View | null;
  onSpan: (span: View) => void;
}

export function SpanPick({ cameras, span, onSpan }: Props) {
  const { t } = useWords();
  const [view, setView] = useState<View>(() => centre({ from: 0, to: 4 * HOUR }, span?.from ?? Date.now() - HOUR));
  const shown = cameras.slice(0, ROWS);
  const w = wanted(view);
  const data = useTimelines(shown.map((c) => c.id), wire(w.from), wire(w.to), w.scale, true);
  const rows = shown.map((c, i) => ({ id: c.id, name: c.name, data: data[i]?.cameraId === c.id ? data[i] : undefined }));
  return (
    <div className="spanpick" role="group" aria-label={t("off.spanPick")}>
      <TimelineView rows={rows} view={view} onView={setView} cursor={() => span?.from ?? null} onSeek={() => undefined} span={span} onSpan={onSpan} hint={t("off.spanHelp")} />
    </div>
  );
}
