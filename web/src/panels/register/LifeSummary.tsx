// Where a system stands in its life, what comes next and what is owed for it.
import { Alert } from "antd";
import { Link } from "react-router";
import { useLife } from "../../api/works";
import { OwedList } from "../../forms/OwedList";
import { ArticleRef, ReasonWords } from "../../ui/ArticleRef";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

export function LifeSummary({ system }: { system: string }) {
  const { t } = useWords();
  const life = useLife(system);
  return (
    <Loaded query={life}>
      {(l) => (
        <div className="stack">
          <Facts
            rows={[
              [t("field.state"), coded(t, "sys.", l.state)],
              [t("tab.life.since"), <span key="s" className="num">{dateTime(l.stateSince)}</span>],
            ]}
          />
          {l.bound ? null : <Alert type="info" showIcon title={t("tab.life.free")} />}
          <h2 className="sub">{t("tab.life.next")}</h2>
          {l.next.length === 0 ? <p className="faint">{t("tab.life.noNext")}</p> : null}
          <ul className="plain">
            {l.next.map((n) => (
              <li key={n.event}>
                {coded(t, "sys.", n.to)} <ArticleRef article={n.article ?? ""} /> {n.why ? <span className="faint"><ReasonWords reason={n.why} /></span> : null}
              </li>
            ))}
          </ul>
          {l.owed.length === 0 ? null : (
            <>
              <h2 className="sub">{t("tab.life.owed", { n: l.owed.length })}</h2>
              <OwedList todos={l.owed} />
            </>
          )}
          <Link to={paths.life(system)}>{t("tab.life.open")}</Link>
        </div>
      )}
    </Loaded>
  );
}
