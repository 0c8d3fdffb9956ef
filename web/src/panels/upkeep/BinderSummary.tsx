// How complete the archive of a system is, and what it lacks.
import { Alert, Progress } from "antd";
import { Link } from "react-router";
import { useBinder } from "../../api/upkeep";
import { ArticleRef } from "../../ui/ArticleRef";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { useWords } from "../../words";

export function BinderSummary({ system }: { system: string }) {
  const { t, language } = useWords();
  const binder = useBinder(system);
  return (
    <Loaded query={binder}>
      {(b) => {
        const lacking = b.slots.filter((s) => b.completeness.missing.includes(s.code));
        return (
          <div className="stack">
            {b.whole ? null : <Alert type="error" showIcon role="alert" title={t("bind.broken")} />}
            <Progress percent={b.completeness.percent} aria-label={t("bind.complete")} format={() => t("bind.filled", { filled: b.completeness.filled, of: b.completeness.mandatory, percent: b.completeness.percent })} />
            {lacking.length === 0 ? null : (
              <>
                <h2 className="sub">{t("tab.binder.lacking", { n: lacking.length })}</h2>
                <ul className="plain">
                  {lacking.map((s) => (
                    <li key={s.code}>
                      <span className="mark bad">{language === "zh" ? s.zh : s.en}</span> <ArticleRef article={s.article} />
                    </li>
                  ))}
                </ul>
              </>
            )}
            <Link to={paths.binder(system)}>{t("tab.binder.open")}</Link>
          </div>
        );
      }}
    </Loaded>
  );
}
