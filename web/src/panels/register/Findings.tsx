// The tab of findings about one system, place or unit: all of them, and
// recording one.
import { PlusOutlined } from "@ant-design/icons";
import { useState } from "react";
import { barred } from "../../api/can";
import { useSession } from "../../api/session";
import { FindingForm } from "../../forms/FindingForms";
import { ReasonButton } from "../../ui/ReasonButton";
import { useWords } from "../../words";
import { FindingList } from "./FindingList";

type About = { system: string } | { place: string } | { organisation: string };

export function FindingsOf({ of }: { of: About }) {
  const { t } = useWords();
  const { can } = useSession();
  const [form, setForm] = useState(false);
  const about = "system" in of ? { systemId: of.system } : "place" in of ? { placeId: of.place } : { organisationId: of.organisation };
  return (
    <>
      <div className="row">
        <span className="spring" />
        <ReasonButton {...barred(can, "finding.report")} icon={<PlusOutlined />} onClick={() => setForm(true)}>
          {t("find.new")}
        </ReasonButton>
      </div>
      <FindingList filter={of} empty={t("find.noneHere")} />
      {form ? <FindingForm about={about} onClose={() => setForm(false)} /> : null}
    </>
  );
}
