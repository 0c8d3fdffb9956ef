// Systems from before the order held against the standards in force (W168/19).
import { PlusOutlined } from "@ant-design/icons";
import { Form, Radio, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { useSystems } from "../../api/queries";
import { useSession } from "../../api/session";
import { sendUpkeep, useDemands, useProgress, useUpgrades, type Demand, type Upgrade, type UpgradeBody } from "../../api/upkeep";
import { AttachmentField } from "../../forms/AttachmentField";
import { allOf, DayField, RecordFilters, TextField, useRecordFilter } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { SystemField } from "../../forms/pickers";
import { AreaPapers } from "../../panels/papers/AreaPapers";
import { AttachmentList } from "../../ui/AttachmentList";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { day } from "../../util/time";
import { coded, useWords } from "../../words";

const TONE: Readonly<Record<string, string>> = { "up-to-date": "ok", gaps: "bad", planned: "warn", done: "ok" };
const ANSWERS = ["yes", "no", "n-a"] as const;

interface Entry extends Omit<UpgradeBody, "gaps"> {
  met?: Record<string, (typeof ANSWERS)[number]>;
}

export function Component() {
  const { t, language } = useWords();
  const { can } = useSession();
  const systems = useSystems();
  const demands = useDemands();
  const [filter] = useRecordFilter();
  const upgrades = useUpgrades(filter);
  const [form, setForm] = useState<Upgrade | "new" | null>(null);
  const [finishing, setFinishing] = useState<Upgrade | null>(null);
  const name = (code: string) => {
    const d = demands.data?.find((x) => x.code === code);
    return d ? (language === "zh" ? d.zh : d.en) : code;
  };
  const columns: TableColumnsType<Upgrade> = [
    { title: t("reg.system"), key: "system", render: (_v, u) => systems.data?.find((x) => x.id === u.systemId)?.name ?? "—" },
    { title: t("upg.department"), dataIndex: "department" },
    { title: t("upg.on"), dataIndex: "on", className: "num" },
    { title: t("upg.gaps"), key: "gaps", className: "num", render: (_v, u) => u.open.length },
    { title: t("upg.till"), key: "till", className: "num", render: (_v, u) => (u.till ? <span className={u.overdue ? "mark bad" : ""}>{u.till}</span> : "—") },
    { title: t("field.state"), key: "state", render: (_v, u) => <span className={`mark ${TONE[u.state] ?? "idle"}`}>{coded(t, "upg.state.", u.state)}</span> },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, u) => (
        <>
          <ReasonButton size="small" type="link" why={whyNot(u.can, "change")} onClick={() => setForm(u)}>{t("act.edit")}</ReasonButton>
          <ReasonButton size="small" type="link" why={whyNot(u.can, "finish")} onClick={() => setFinishing(u)}>{t("upg.finish")}</ReasonButton>
        </>
      ),
    },
  ];
  return (
    <Page
      title={t("nav.upgrades")}
      lead={<RecordFilters states={["gaps", "planned", "done", "up-to-date"]} prefix="upg.state." due />}
      acts={<ReasonButton why={whyNot(can, "upkeep.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm("new")}>{t("upg.new")}</ReasonButton>}
    >
      <Departments />
      <ListTable
        query={upgrades}
        columns={columns}
        rowKey={(u) => u.id}
        label={t("nav.upgrades")}
        empty={t("upg.none")}
        detail={(u) => (
          <>
            {u.open.length > 0 ? <ul>{u.open.map((c) => <li key={c}>{name(c)}</li>)}</ul> : null}
            {u.plan ? <p style={{ whiteSpace: "pre-wrap" }}>{u.from} – {u.till} {u.who}：{u.plan}</p> : null}
            {u.result ? <p>{u.doneOn} {u.result}</p> : null}
            <AttachmentList of={{ kind: "upgrade", id: u.id }} />
          </>
        )}
      />
      <AreaPapers kind="upgrade-list" word="area.upgrades" lead="area.upgradesLead" trades issue={sendUpkeep.issueUpgrades} />
      {form === null || !demands.data ? null : <UpgradeForm upgrade={form === "new" ? null : form} demands={demands.data} onClose={() => setForm(null)} />}
      {finishing === null ? null : (
        <FormDialog<{ result: string; attachments?: string[] }> title={t("upg.finish")} initial={{}} save={(v) => sendUpkeep.finishUpgrade(finishing.id, v.result, allOf(v.attachments))} touches={["upgrades", "attachments"]} onClose={() => setFinishing(null)}>
          <TextField name="result" word="upg.result" required rows={3} max={1000} />
          <AttachmentField word="upg.proof" required />
        </FormDialog>
      )}
    </Page>
  );
}

function Departments() {
  const { t } = useWords();
  const progress = useProgress();
  if (!progress.data || progress.data.length === 0) return null;
  return (
    <Table
      size="small"
      aria-label={t("upg.progress")}
      title={() => t("upg.progress")}
      rowKey={(p) => p.department}
      dataSource={progress.data}
      pagination={false}
      columns={[
        { title: t("upg.department"), dataIndex: "department" },
        { title: t("upg.assessed"), dataIndex: "assessed", className: "num" },
        { title: t("upg.state.up-to-date"), dataIndex: "upToDate", className: "num" },
        { title: t("upg.state.gaps"), dataIndex: "gaps", className: "num" },
        { title: t("upg.state.planned"), dataIndex: "planned", className: "num" },
        { title: t("upg.state.done"), dataIndex: "closed", className: "num" },
        { title: t("upg.overdue"), dataIndex: "overdue", className: "num" },
      ]}
    />
  );
}

function UpgradeForm({ upgrade: u, demands, onClose }: { upgrade: Upgrade | null; demands: readonly Demand[]; onClose: () => void }) {
  const { t, language } = useWords();
  const save = ({ met, ...rest }: Entry) => {
    const whole: UpgradeBody = { ...rest, gaps: demands.map((d) => ({ demand: d.code, met: met?.[d.code] ?? "no" })) };
    return u === null ? sendUpkeep.makeUpgrade(whole) : sendUpkeep.changeUpgrade(u, { ...whole, systemId: u.systemId });
  };
  const initial = u === null ? { on: day(Date.now()), met: {} } : { systemId: u.systemId, on: u.on, department: u.department, from: u.from, till: u.till, who: u.who, plan: u.plan, met: Object.fromEntries(u.gaps.map((g) => [g.demand, g.met])) };
  return (
    <FormDialog<Entry> title={t("upg.new")} initial={initial} save={save} touches={["upgrades"]} onClose={onClose}>
      <SystemField />
      <div className="inline">
        <DayField name="on" word="upg.on" required />
        <TextField name="department" word="upg.department" required />
      </div>
      <fieldset>
        <legend>{t("upg.demands")}</legend>
        {demands.map((d) => (
          <Form.Item key={d.code} name={["met", d.code]} label={`${language === "zh" ? d.zh : d.en}${d.house ? ` · ${t("upg.house")}` : ""}`} rules={[{ required: true, message: t("field.required", { label: t("upg.answer") }) }]}>
            <Radio.Group options={ANSWERS.map((a) => ({ value: a, label: t(`upg.met.${a}`) }))} />
          </Form.Item>
        ))}
      </fieldset>
      <fieldset>
        <legend>{t("upg.plan")}</legend>
        <div className="inline">
          <DayField name="from" word="upg.from" />
          <DayField name="till" word="upg.till" />
        </div>
        <TextField name="who" word="upg.who" />
        <TextField name="plan" word="upg.what" rows={3} max={1300} />
      </fieldset>
    </FormDialog>
  );
}
