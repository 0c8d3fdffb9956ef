// Roles as a change or a review names them. Who may not read the register is
// shown of what kind a thing is, and no name.
import { useSession } from "../../api/session";
import type { AskedRole } from "../../api/rights";
import { isWord } from "../../words";
import { coded, useWords } from "../../words";
import { dateTime } from "../../util/time";
import { isRole } from "../manage/roles";
import { RoleList } from "../manage/RoleList";
import { reachOf } from "../manage/scope";

export function AskedRoles({ roles }: { roles: readonly AskedRole[] }) {
  const { t } = useWords();
  const { can } = useSession();
  if (roles.length === 0) return <span className="faint">{t("rights.nothing")}</span>;
  const known = roles.flatMap((r) => (isRole(r.role) ? [{ ...r, role: r.role }] : []));
  if (can["register.read"] === "") return <RoleList roles={known} />;
  return (
    <ul className="plain tight">
      {known.map((r) => (
        <li key={JSON.stringify(r)}>
          {coded(t, "role.", r.role)}{" "}
          <span className="faint">
            {reachOf(r)
              .map(({ kind }) => `rights.some.${kind}`)
              .flatMap((word) => (isWord(word) ? [t(word)] : []))
              .join(" · ") || t("scope.house")}
          </span>
          {r.until ? <span className="faint num"> {t("scope.until", { time: dateTime(r.until) })}</span> : null}
        </li>
      ))}
    </ul>
  );
}
