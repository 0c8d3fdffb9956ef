// One unit. Each area adds its tab to the array below; what a tab shows stands
// in panels/<area>, since pages import no pages.
import { useState } from "react";
import { Link, useParams } from "react-router";
import { barred } from "../../api/can";
import { useOrganisation, type Organisation } from "../../api/units";
import { OrganisationForm } from "../../forms/OrganisationForm";
import { useDivisionWords, useTradeWords } from "../../forms/units";
import { DutiesTab } from "../../panels/agenda/Duties";
import { UnitReminders } from "../../panels/agenda/Reminders";
import { PapersOf } from "../../panels/papers/PapersOf";
import { CertificatesOf } from "../../panels/plans/CertificatesOf";
import { FindingsOf } from "../../panels/register/Findings";
import { PeopleOf } from "../../panels/register/PeopleOf";
import { SystemsOf } from "../../panels/register/SystemsOf";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { TabFrame, type Tab } from "../../ui/TabFrame";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

const TABS: readonly Tab<Organisation>[] = [
  { key: "overview", word: "unit.tab.overview", body: (o) => <Overview unit={o} /> },
  { key: "systems", word: "unit.tab.systems", body: (o) => <SystemsOf organisation={o.id} /> },
  { key: "people", word: "unit.tab.people", body: (o) => <PeopleOf organisation={o.id} adds /> },
  { key: "duties", word: "tab.duties", body: (o) => <DutiesTab subjectKind="organisation" subjectId={o.id} /> },
  { key: "certificates", word: "tab.certificates", body: (o) => <CertificatesOf holder={o.name} /> },
  { key: "reminders", word: "tab.reminders", body: (o) => <UnitReminders organisation={o.id} /> },
  { key: "findings", word: "tab.findings", body: (o) => <FindingsOf of={{ organisation: o.id }} /> },
  { key: "papers", word: "tab.papers", body: (o) => <PapersOf of={{ kind: "organisation", id: o.id }} /> },
];

export function Component() {
  const { id = "" } = useParams();
  const unit = useOrganisation(id);
  return <Loaded query={unit}>{(o) => <One unit={o} />}</Loaded>;
}

function One({ unit }: { unit: Organisation }) {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  return (
    <Page
      title={unit.name}
      lead={<span className="faint">{unit.functions.map((f) => coded(t, "fn.", f)).join(" · ")}</span>}
      acts={
        <ReasonButton {...barred(unit.can, "change")} onClick={() => setEditing(true)}>
          {t("act.edit")}
        </ReasonButton>
      }
    >
      <TabFrame tabs={TABS} of={unit} />
      {editing ? <OrganisationForm unit={unit} onClose={() => setEditing(false)} /> : null}
    </Page>
  );
}

function Overview({ unit: o }: { unit: Organisation }) {
  const { t } = useWords();
  const trade = useTradeWords();
  const division = useDivisionWords();
  const above = useOrganisation(o.parentId ?? "");
  const said = (c: { name?: string; post?: string; phone?: string } | undefined) => [c?.name, c?.post, c?.phone].filter((x) => x).join(" · ");
  return (
    <Facts
      rows={[
        [t("unit.shortName"), o.shortName],
        [t("unit.code"), o.code ?? t("unit.none")],
        [t("unit.level"), coded(t, "level.", o.level)],
        [t("unit.division"), `${division(o.division)} ${o.division}`],
        [t("unit.trade"), trade(o.trade)],
        [t("unit.parent"), o.parentId ? <Link to={paths.organisation(o.parentId)}>{above.data?.name ?? o.parentId}</Link> : ""],
        [t("field.address"), o.address],
        [t("unit.legal"), o.legalRepresentative],
        [t("unit.head"), said(o.head)],
        [t("unit.videoLead"), said(o.videoLead)],
        [t("unit.contacts"), (o.contacts ?? []).map(said).join("; ")],
      ]}
    />
  );
}
