// Whether the security works of a project keep step with its main works (W168/13).
import type { Project } from "../../api/plans";
import { coded, useWords } from "../../words";

export function InStep({ project }: { project: Project }) {
  const { t } = useWords();
  if (project.lags.length === 0) return <span className="mark ok">{t("proj.inStep")}</span>;
  return project.lags.map((l) => (
    <div key={l.stage} className="mark bad">
      {t(l.missing ? "proj.missing" : "proj.late", { stage: coded(t, "stage.", l.stage), days: l.days })}
    </div>
  ));
}
