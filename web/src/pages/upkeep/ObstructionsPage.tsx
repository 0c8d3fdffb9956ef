// What stands in the way of cameras, and who is to clear it (W168/18).
import { PlusOutlined } from "@ant-design/icons";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { useSession } from "../../api/session";
import { RecordFilters, useRecordFilter } from "../../forms/fields";
import { ObstructionForm, ObstructionTable } from "../../panels/upkeep/Obstructions";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [filter] = useRecordFilter();
  const [form, setForm] = useState(false);
  return (
    <Page
      title={t("nav.obstructions")}
      lead={<RecordFilters states={["found", "told", "cleared"]} prefix="obs.state." due />}
      acts={<ReasonButton why={whyNot(can, "finding.report")} type="primary" icon={<PlusOutlined />} onClick={() => setForm(true)}>{t("obs.new")}</ReasonButton>}
    >
      <ObstructionTable filter={filter} />
      {form ? <ObstructionForm onClose={() => setForm(false)} /> : null}
    </Page>
  );
}
