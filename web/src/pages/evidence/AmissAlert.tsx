// What of a hold is known not to fit the record: it stands above all else.
import { Alert } from "antd";
import type { Hold } from "../../api/evidence";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

/** The most that are listed; all of them are in the log's own strip. */
const SHOWN = 10;

export function AmissAlert({ h }: { h: Hold }) {
  const { t } = useWords();
  const found = h.points.flatMap((p) => p.amiss.map((a) => ({ ...a, name: p.name || t("hold.unknownCamera"), key: `${p.cameraId} ${a.where} ${a.detail}` })));
  if (found.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      title={t("hold.amissTitle", { n: found.length })}
      description={
        <>
          <a href="#second-copy">{t("hold.amissWay")}</a>
          <ol style={{ margin: 0, paddingInlineStart: 20 }}>
            {found.slice(0, SHOWN).map((a) => (
              <li key={a.key} style={{ overflowWrap: "anywhere" }}>
                {a.name} · <span className="num">{a.from && a.to ? `${dateTime(a.from)} – ${dateTime(a.to)}` : t("hold.amissAll")}</span> · {coded(t, "hold.amissKind.", a.kind)}
                <div className="faint">
                  <code>{a.where}</code> {a.detail}
                </div>
              </li>
            ))}
          </ol>
        </>
      }
    />
  );
}
