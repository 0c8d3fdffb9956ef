// Signs that tell people that cameras watch (W168/14, R799/13).
import { PlusOutlined } from "@ant-design/icons";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { useSession } from "../../api/session";
import { RecordFilters, useRecordFilter } from "../../forms/fields";
import { SignForm, SignTable, STATES } from "../../panels/upkeep/Signs";
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
      title={t("nav.signs")}
      lead={<RecordFilters states={STATES} prefix="sign.state." due />}
      acts={<ReasonButton why={whyNot(can, "upkeep.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm(true)}>{t("sign.new")}</ReasonButton>}
    >
      <SignTable filter={filter} />
      {form ? <SignForm sign={null} onClose={() => setForm(false)} /> : null}
    </Page>
  );
}
