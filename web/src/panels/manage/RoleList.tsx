// The roles of an account with what each reaches, in words.
import { usePlaces, useSystems, useTree } from "../../api/queries";
import type { Role } from "../../api/model";
import { useOrganisation } from "../../api/units";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";
import { reachOf, type Reach } from "./scope";

export function RoleList({ roles }: { roles: readonly Role[] }) {
  const { t } = useWords();
  if (roles.length === 0) return <span className="faint">{t("acc.noRoles")}</span>;
  return (
    <ul className="plain tight">
      {roles.map((r) => (
        <li key={`${r.role} ${r.placeId} ${r.systemId} ${r.cameraId} ${r.organisationId}`}>
          {coded(t, "role.", r.role)} <span className="faint"><Reached role={r} /></span>
          {r.until ? <span className="faint num"> {t("scope.until", { time: dateTime(r.until) })}</span> : null}
        </li>
      ))}
    </ul>
  );
}

function Reached({ role }: { role: Role }) {
  const { t } = useWords();
  const all = reachOf(role);
  if (all.length === 0) return <>{t("scope.house")}</>;
  return (
    <>
      {all.map((r) => (
        <Name key={r.kind} of={r} />
      ))}
    </>
  );
}

function Name({ of }: { of: Reach }) {
  const { t } = useWords();
  const places = usePlaces();
  const systems = useSystems();
  const tree = useTree();
  const unit = useOrganisation(of.kind === "organisation" ? of.id : "");
  const lists = { place: places.data, system: systems.data, camera: tree.data?.cameras } as const;
  const name = of.kind === "organisation" ? unit.data?.name : lists[of.kind]?.find((x) => x.id === of.id)?.name;
  return <>{t(of.word, { name: name ?? "…" })} </>;
}
