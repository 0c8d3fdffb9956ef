// People, of one unit or all. Identity numbers are masked by the server.
import { PlusOutlined } from "@ant-design/icons";
import type { TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { barred } from "../../api/can";
import { useSession } from "../../api/session";
import { useOrganisation, usePeople, type Person } from "../../api/units";
import { PersonForm } from "../../forms/PersonForm";
import { ListTable } from "../../ui/ListTable";
import { ReasonButton } from "../../ui/ReasonButton";
import { paths } from "../../util/paths";
import { useWords } from "../../words";

function UnitName({ id }: { id: string }) {
  const unit = useOrganisation(id);
  return <Link to={paths.organisation(id)}>{unit.data?.name ?? "…"}</Link>;
}

/** adds: with a button to register one, for a unit's own page. */
export function PeopleOf({ organisation, q, left, adds = false }: { organisation?: string; q?: string; left?: boolean; adds?: boolean }) {
  const { t } = useWords();
  const { can } = useSession();
  const people = usePeople({ organisation, q, left });
  const [form, setForm] = useState<Person | "new" | null>(null);
  const columns: TableColumnsType<Person> = [
    { title: t("acc.name"), dataIndex: "name", render: (_v, p) => (p.left ? <span className="faint">{`${p.name} · ${t("person.left")}`}</span> : p.name) },
    ...(organisation === undefined ? [{ title: t("person.unit"), key: "unit", render: (_v: unknown, p: Person) => <UnitName id={p.organisationId} /> }] : []),
    { title: t("person.post"), dataIndex: "post" },
    { title: t("unit.phone"), dataIndex: "phone", className: "num" },
    { title: t("person.identity"), dataIndex: "identityMasked", className: "num", render: (_v, p) => p.identityMasked || t("unit.none") },
    { title: t("person.certificates"), key: "certificates", render: (_v, p) => (p.certificates ?? []).map((c) => `${c.kind} ${c.number}`).join(" · ") || t("unit.none") },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, p) => (
        <ReasonButton size="small" type="link" {...barred(p.can, "change")} onClick={() => setForm(p)}>
          {t("act.edit")}
        </ReasonButton>
      ),
    },
  ];
  return (
    <>
      {adds ? (
        <div className="row">
          <span className="spring" />
          <ReasonButton {...barred(can, "register.manage")} icon={<PlusOutlined />} onClick={() => setForm("new")}>
            {t("person.new")}
          </ReasonButton>
        </div>
      ) : null}
      <ListTable query={people} columns={columns} rowKey={(p) => p.id} label={t("person.title")} empty={t("person.empty")} />
      {form === null ? null : <PersonForm person={form === "new" ? null : form} unit={organisation} onClose={() => setForm(null)} />}
    </>
  );
}
