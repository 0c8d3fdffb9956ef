// The joint conference: agenda, minutes, decisions, and what follows (W168/4).
import { PlusOutlined } from "@ant-design/icons";
import { Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { sendPlan, useConferences, type Conference, type ConferenceBody, type FollowUp } from "../../api/plans";
import { useSession } from "../../api/session";
import { AttachmentField } from "../../forms/AttachmentField";
import { allOf, ChoiceField, DayField, RecordFilters, TextField, useRecordFilter } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { AttachmentList } from "../../ui/AttachmentList";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { day } from "../../util/time";
import { coded, useWords } from "../../words";

/** Lists are entered a line each. */
interface Entry extends Omit<ConferenceBody, "agenda" | "decisions" | "attending" | "attachmentIds"> {
  agenda?: string;
  decisions?: string;
  attending?: string;
  attachments?: string[];
}

const lines = (text: string | undefined) => (text ?? "").split("\n").map((l) => l.trim()).filter((l) => l !== "");

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [filter] = useRecordFilter();
  const conferences = useConferences(filter);
  const [form, setForm] = useState<Conference | "new" | null>(null);
  const minute = useChange({ run: sendPlan.minute, touches: ["conferences"] });
  const columns: TableColumnsType<Conference> = [
    { title: t("conf.title"), dataIndex: "title" },
    { title: t("plan.level"), key: "level", render: (_v, c) => coded(t, "plan.level.", c.level) },
    { title: t("conf.on"), dataIndex: "on", className: "num" },
    { title: t("conf.chair"), dataIndex: "chair" },
    { title: t("conf.tasks"), key: "tasks", render: (_v, c) => <>{c.tasks.filter((x) => x.done).length} / {c.tasks.length} {c.overdue > 0 ? <span className="mark bad">{t("conf.overdue", { n: c.overdue })}</span> : null}</> },
    { title: t("field.state"), key: "state", render: (_v, c) => <span className={`mark ${c.state === "minuted" ? "ok" : "warn"}`}>{coded(t, "conf.state.", c.state)}</span> },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, c) => (
        <>
          <ReasonButton size="small" type="link" why={whyNot(c.can, "change")} onClick={() => setForm(c)}>{t("act.edit")}</ReasonButton>
          <ReasonButton size="small" type="link" why={whyNot(c.can, "minute")} onClick={() => minute.mutate(c.id)}>{t("conf.minute")}</ReasonButton>
        </>
      ),
    },
  ];
  return (
    <Page
      title={t("nav.conferences")}
      lead={<RecordFilters states={["called", "minuted"]} prefix="conf.state." due />}
      acts={<ReasonButton why={whyNot(can, "plan.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm("new")}>{t("conf.new")}</ReasonButton>}
    >
      <ListTable query={conferences} columns={columns} rowKey={(c) => c.id} label={t("nav.conferences")} empty={t("conf.none")} detail={(c) => <Detail conference={c} />} />
      {form === null ? null : <ConferenceForm conference={form === "new" ? null : form} onClose={() => setForm(null)} />}
    </Page>
  );
}

function Detail({ conference: c }: { conference: Conference }) {
  const { t } = useWords();
  const [task, setTask] = useState<FollowUp | "new" | null>(null);
  return (
    <>
      {c.agenda && c.agenda.length > 0 ? <><h3>{t("conf.agenda")}</h3><ol>{c.agenda.map((a) => <li key={a}>{a}</li>)}</ol></> : null}
      {c.decisions && c.decisions.length > 0 ? <><h3>{t("conf.decisions")}</h3><ol>{c.decisions.map((a) => <li key={a}>{a}</li>)}</ol></> : null}
      {c.minutes ? <><h3>{t("conf.minutes")}</h3><p style={{ whiteSpace: "pre-wrap" }}>{c.minutes}</p></> : null}
      <h3>{t("conf.tasks")} <ReasonButton size="small" why={whyNot(c.can, "task")} onClick={() => setTask("new")}>{t("conf.addTask")}</ReasonButton></h3>
      <Table<FollowUp>
        size="small"
        pagination={false}
        rowKey={(x) => x.key ?? x.what}
        dataSource={c.tasks}
        columns={[
          { title: t("conf.what"), dataIndex: "what" },
          { title: t("conf.who"), dataIndex: "who" },
          { title: t("conf.due"), key: "due", className: "num", render: (_v, x) => <span className={!x.done && x.due < day(Date.now()) ? "mark bad" : ""}>{x.due}</span> },
          { title: t("conf.done"), key: "done", render: (_v, x) => (x.done ? `${x.done} ${x.result ?? ""}` : "—") },
          { title: t("field.actions"), key: "acts", render: (_v, x) => <ReasonButton size="small" type="link" why={whyNot(c.can, "task")} onClick={() => setTask(x)}>{t("act.edit")}</ReasonButton> },
        ]}
      />
      <AttachmentList of={{ kind: "conference", id: c.id }} />
      {task === null ? null : (
        <FormDialog<FollowUp> title={t("conf.addTask")} initial={task === "new" ? {} : task} save={(v) => sendPlan.task(c.id, { ...(task === "new" ? {} : { key: task.key }), ...v })} touches={["conferences"]} onClose={() => setTask(null)}>
          <TextField name="what" word="conf.what" required rows={2} max={500} />
          <TextField name="who" word="conf.who" required />
          <DayField name="due" word="conf.due" required />
          <DayField name="done" word="conf.doneOn" />
          <TextField name="result" word="conf.result" rows={2} max={1000} />
        </FormDialog>
      )}
    </>
  );
}

function ConferenceForm({ conference: c, onClose }: { conference: Conference | null; onClose: () => void }) {
  const { t } = useWords();
  const save = ({ agenda, decisions, attending, attachments, ...rest }: Entry) => {
    const whole: ConferenceBody = { ...rest, agenda: lines(agenda), decisions: lines(decisions), attending: lines(attending), attachmentIds: [...(c?.attachmentIds ?? []), ...allOf(attachments)] };
    return c === null ? sendPlan.makeConference(whole) : sendPlan.changeConference(c, whole);
  };
  const initial = c === null ? { level: "city" } : { title: c.title, level: c.level, on: c.on, chair: c.chair, minutes: c.minutes, agenda: c.agenda?.join("\n"), decisions: c.decisions?.join("\n"), attending: c.attending?.join("\n") };
  return (
    <FormDialog<Entry> title={t("conf.new")} initial={initial} save={save} touches={["conferences", "attachments"]} onClose={onClose}>
      <TextField name="title" word="conf.title" required />
      <ChoiceField name="level" word="plan.level" required values={["city", "county-city", "district"]} prefix="plan.level." />
      <DayField name="on" word="conf.on" required />
      <TextField name="chair" word="conf.chair" required />
      <TextField name="attending" word="conf.attending" rows={2} max={4000} />
      <TextField name="agenda" word="conf.agenda" rows={3} max={4000} />
      <TextField name="decisions" word="conf.decisions" rows={3} max={4000} />
      <TextField name="minutes" word="conf.minutes" rows={5} max={6000} />
      <AttachmentField />
    </FormDialog>
  );
}
