// One place. Each area adds its tab to the array below; what a tab shows
// stands in panels/<area>, since pages import no pages.
import { useState } from "react";
import { Link, useParams } from "react-router";
import { barred } from "../../api/can";
import type { Place } from "../../api/model";
import { usePlaces } from "../../api/queries";
import { useOrganisation, usePlace } from "../../api/units";
import { PlaceForm } from "../../forms/PlaceForm";
import { useDivisionWords } from "../../forms/units";
import { DutiesTab } from "../../panels/agenda/Duties";
import { CompleteOf } from "../../panels/archive/CompleteOf";
import { PapersOf } from "../../panels/papers/PapersOf";
import { CamerasOf } from "../../panels/register/CamerasOf";
import { FindingsOf } from "../../panels/register/Findings";
import { FactList } from "../../panels/register/FactList";
import { SystemsOf } from "../../panels/register/SystemsOf";
import { ObstructionTable } from "../../panels/upkeep/Obstructions";
import { SignTable } from "../../panels/upkeep/Signs";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { TabFrame, type Tab } from "../../ui/TabFrame";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

const TABS: readonly Tab<Place>[] = [
  { key: "overview", word: "place.tab.overview", body: (p) => <Overview place={p} /> },
  { key: "systems", word: "place.tab.systems", body: (p) => <SystemsOf place={p.id} /> },
  { key: "cameras", word: "tab.cameras", body: (p) => <CamerasOf of={{ place: p.id }} /> },
  { key: "duties", word: "tab.duties", body: (p) => <DutiesTab subjectKind="place" subjectId={p.id} /> },
  { key: "archive", word: "tab.archive", body: (p) => <CompleteOf of={{ place: p.id }} /> },
  { key: "findings", word: "tab.findings", body: (p) => <FindingsOf of={{ place: p.id }} /> },
  { key: "signs", word: "tab.signs", body: (p) => <SignTable filter={{ place: p.id }} /> },
  { key: "obstructions", word: "tab.obstructions", body: (p) => <ObstructionTable filter={{ place: p.id }} /> },
  { key: "papers", word: "tab.papers", body: (p) => <PapersOf of={{ kind: "place", id: p.id }} /> },
];

export function Component() {
  const { id = "" } = useParams();
  const place = usePlace(id);
  return <Loaded query={place}>{(p) => <One place={p} />}</Loaded>;
}

function One({ place }: { place: Place }) {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  return (
    <Page
      title={place.name}
      acts={
        <ReasonButton {...barred(place.can, "change")} onClick={() => setEditing(true)}>
          {t("act.edit")}
        </ReasonButton>
      }
    >
      <TabFrame tabs={TABS} of={place} />
      {editing ? <PlaceForm place={place} onClose={() => setEditing(false)} /> : null}
    </Page>
  );
}

function Overview({ place }: { place: Place }) {
  const { t } = useWords();
  const places = usePlaces();
  const division = useDivisionWords();
  const owner = useOrganisation(place.ownerId ?? "");
  const manager = useOrganisation(place.managerId ?? "");
  const above = places.data?.find((p) => p.id === place.parentId);
  return (
    <>
      <Facts
        rows={[
          [t("reg.parent"), above ? <Link to={paths.place(above.id)}>{above.name}</Link> : ""],
          [t("field.address"), place.address],
          [t("unit.division"), place.division ? division(place.division) : t("place.divisionAbove")],
          [t("place.keyPart"), place.keyPart ? coded(t, "keypart.", place.keyPart) : ""],
          [t("place.position"), place.position ? `${place.position.longitude}, ${place.position.latitude}` : ""],
          [t("place.owner"), place.ownerId ? <Link to={paths.organisation(place.ownerId)}>{owner.data?.name ?? place.ownerId}</Link> : ""],
          [t("place.manager"), place.managerId ? <Link to={paths.organisation(place.managerId)}>{manager.data?.name ?? place.managerId}</Link> : ""],
        ]}
      />
      <h2>{t("place.effective")}</h2>
      <FactList own={place} effective={place.effective} />
    </>
  );
}
