// Military and secret-related neighbours, and whether they consented (R799/10).
import { PlusOutlined } from "@ant-design/icons";
import { Form, Radio, type TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { useSystems } from "../../api/queries";
import { useSession } from "../../api/session";
import { sendUpkeep, useNeighbours, type Neighbour, type NeighbourBody } from "../../api/upkeep";
import { AttachmentField } from "../../forms/AttachmentField";
import { ChoiceField, DayField, oneOf, RecordFilters, TextField, useRecordFilter } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { SystemField } from "../../forms/pickers";
import { AttachmentList } from "../../ui/AttachmentList";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { day } from "../../util/time";
import { coded, useWords } from "../../words";

const TONE: Readonly<Record<string, string>> = { "to-ask": "bad", asked: "warn", consented: "ok", refused: "bad" };
const TOUCHES = ["neighbours", "documents", "attachments"];

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const systems = useSystems();
  const [filter] = useRecordFilter();
  const neighbours = useNeighbours(filter);
  const [form, setForm] = useState<Neighbour | "new" | null>(null);
  const [answering, setAnswering] = useState<Neighbour | null>(null);
  const ask = useChange({ run: sendUpkeep.ask, touches: TOUCHES, said: t("nei.askedNow") });
  const columns: TableColumnsType<Neighbour> = [
    { title: t("reg.system"), key: "system", render: (_v, n) => systems.data?.find((x) => x.id === n.systemId)?.name ?? "—" },
    { title: t("nei.unit"), dataIndex: "unit" },
    { title: t("field.kind"), key: "kind", render: (_v, n) => coded(t, "nei.kind.", n.kind) },
    { title: t("nei.asked"), key: "asked", className: "num", render: (_v, n) => n.askedOn || "—" },
    { title: t("nei.answered"), key: "answered", className: "num", render: (_v, n) => n.answeredOn || "—" },
    { title: t("field.state"), key: "state", render: (_v, n) => <span className={`mark ${TONE[n.state] ?? "idle"}`}>{coded(t, "nei.state.", n.state)}</span> },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, n) => (
        <>
          <ReasonButton size="small" type="link" why={whyNot(n.can, "ask")} onClick={() => ask.mutate(n.id)}>{t("nei.ask")}</ReasonButton>
          <ReasonButton size="small" type="link" why={whyNot(n.can, "answer")} onClick={() => setAnswering(n)}>{t("nei.answer")}</ReasonButton>
          <ReasonButton size="small" type="link" why={whyNot(n.can, "change")} onClick={() => setForm(n)}>{t("act.edit")}</ReasonButton>
        </>
      ),
    },
  ];
  const edited = form === "new" || form === null ? null : form;
  return (
    <Page
      title={t("nav.neighbours")}
      lead={<RecordFilters states={["to-ask", "asked", "consented", "refused"]} prefix="nei.state." />}
      acts={<ReasonButton why={whyNot(can, "upkeep.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm("new")}>{t("nei.new")}</ReasonButton>}
    >
      <ListTable
        query={neighbours}
        columns={columns}
        rowKey={(n) => n.id}
        label={t("nav.neighbours")}
        empty={t("nei.none")}
        detail={(n) => (
          <>
            <p>{n.what}</p>
            {n.conditions ? <p>{t("nei.conditions")}：{n.conditions}</p> : null}
            <DocumentLinks of={{ kind: "neighbour", id: n.id }} />
            <AttachmentList of={{ kind: "neighbour", id: n.id }} />
          </>
        )}
      />
      {form === null ? null : (
        <FormDialog<NeighbourBody>
          title={t("nei.new")}
          initial={edited ? { systemId: edited.systemId, unit: edited.unit, kind: edited.kind, what: edited.what } : { kind: "military" }}
          save={(v) => (edited ? sendUpkeep.changeNeighbour(edited, v) : sendUpkeep.makeNeighbour(v))}
          touches={TOUCHES}
          onClose={() => setForm(null)}
        >
          <SystemField />
          <TextField name="unit" word="nei.unit" required />
          <ChoiceField name="kind" word="field.kind" required values={["military", "secret-related"]} prefix="nei.kind." />
          <TextField name="what" word="nei.what" required rows={3} max={300} />
        </FormDialog>
      )}
      {answering === null ? null : (
        <FormDialog<{ consent: boolean; on: string; conditions?: string; attachments?: string[] }>
          title={t("nei.answer")}
          initial={{ consent: true, on: day(Date.now()) }}
          save={({ attachments, ...v }) => sendUpkeep.answer(answering.id, { ...v, answerId: oneOf(attachments) ?? "" })}
          touches={TOUCHES}
          onClose={() => setAnswering(null)}
        >
          <Form.Item name="consent" label={t("nei.consent")}>
            <Radio.Group options={[{ value: true, label: t("nei.state.consented") }, { value: false, label: t("nei.state.refused") }]} />
          </Form.Item>
          <DayField name="on" word="nei.answered" required />
          <TextField name="conditions" word="nei.conditions" rows={2} max={300} />
          <AttachmentField word="nei.paper" required />
        </FormDialog>
      )}
    </Page>
  );
}
