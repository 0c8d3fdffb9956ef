// Roles as a change or a review names them, with what they are over as the
// server calls it. What is no longer there is shown by its kind.
import type { AskedRole } from "../../api/rights";
import { coded, useWords } from "../../words";
import { dateTime } from "../../util/time";
import { isRole } from "../manage/roles";
import { reachOf } from "../manage/scope";

export function AskedRoles({ roles }: { roles: readonly AskedRole[] }) {
  const { t } = useWords();
  if (roles.length === 0) return <span className="faint">{t("rights.nothing")}</span>;
  return (
    <ul className="plain tight">
      {roles.map((r) => (
        <li key={JSON.stringify(r)}>
          {coded(t, "role.", r.role)} <span className="faint">{isRole(r.role) ? <Over role={{ ...r, role: r.role }} /> : null}</span>
          {r.until ? <span className="faint num"> {t("scope.until", { time: dateTime(r.until) })}</span> : null}
        </li>
      ))}
    </ul>
  );
}

type Known = AskedRole & Parameters<typeof reachOf>[0];

function Over({ role }: { role: Known }) {
  const { t } = useWords();
  const said = reachOf(role).map((r) => t(r.word, { name: role[r.kind] || t(`rights.some.${r.kind}`) }));
  return <>{said.join(" · ") || t("scope.house")}</>;
}
