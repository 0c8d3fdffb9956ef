// Reminders 督促: what the police and the departments ask the parties of a
// system to do (W168/5, 19, 21, 22).
import { SendOutlined } from "@ant-design/icons";
import { Form, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { barred } from "../../api/can";
import { sendFindings, useSystemReminders, useUnitReminders, type Reminder, type ReminderBody } from "../../api/findings";
import type { VideoSystem } from "../../api/model";
import { articleName } from "../../api/problem";
import { useSession } from "../../api/session";
import { DayField, TextField } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { ArticleRef } from "../../ui/ArticleRef";
import { ListTable } from "../../ui/ListTable";
import { ReasonButton } from "../../ui/ReasonButton";
import { paths } from "../../util/paths";
import { day, dateTime } from "../../util/time";
import { useWords } from "../../words";
import { partiesOf } from "./parties";

/** The articles a reminder may rest on; the first unless another is chosen. */
const ARTICLES = ["W168/5", "W168/19", "W168/21", "W168/22"] as const;

export function ReminderTable({ query, system }: { query: ReturnType<typeof useSystemReminders>; system: boolean }) {
  const { t } = useWords();
  const today = day(Date.now());
  const columns: TableColumnsType<Reminder> = [
    { title: t("field.time"), key: "at", className: "num", render: (_v, r) => dateTime(r.at) },
    ...(system ? [{ title: t("rem.system"), key: "system", render: (_v: unknown, r: Reminder) => <Link to={paths.system(r.systemId, "reminders")}>{r.system}</Link> }] : []),
    { title: t("rem.to"), key: "to", render: (_v, r) => <Link to={paths.organisation(r.addresseeId)}>{r.addressee}</Link> },
    { title: t("rem.note"), key: "note", render: (_v, r) => <span className="wraps">{r.note}</span> },
    { title: t("rem.until"), key: "until", className: "num", render: (_v, r) => (r.until ? <span className={r.until < today ? "mark bad" : ""} title={r.until < today ? t("rem.past") : ""}>{r.until}</span> : "—") },
    { title: t("rem.article"), key: "article", render: (_v, r) => <ArticleRef article={r.article} /> },
    { title: t("rem.by"), key: "by", render: (_v, r) => r.by ?? "—" },
  ];
  return <ListTable query={query} columns={columns} rowKey={(r) => r.id} label={t("rem.title")} empty={t("rem.empty")} />;
}

/** The tab of a unit: what it was asked for, and what its people asked for. */
export function UnitReminders({ organisation }: { organisation: string }) {
  const { t } = useWords();
  return (
    <>
      <h2>{t("rem.received")}</h2>
      <ReminderTable query={useUnitReminders({ to: organisation })} system />
      <h2>{t("rem.written")}</h2>
      <ReminderTable query={useUnitReminders({ from: organisation })} system />
    </>
  );
}

/** The tab of a system: what was asked for, and asking. */
export function SystemReminders({ system: s }: { system: VideoSystem }) {
  const { t } = useWords();
  const { can } = useSession();
  const [form, setForm] = useState(false);
  const parties = partiesOf(s);
  const role = barred(can, "system.push");
  const stop = role.why === "" && parties.length === 0 ? { why: t("rem.noParty"), article: "" } : role;
  return (
    <>
      <div className="row">
        <span className="faint">{t("rem.lead")}</span>
        <span className="spring" />
        <ReasonButton {...stop} type="primary" icon={<SendOutlined />} onClick={() => setForm(true)}>
          {t("rem.new")}
        </ReasonButton>
      </div>
      <ReminderTable query={useSystemReminders(s.id)} system={false} />
      {form ? (
        <FormDialog<ReminderBody> title={`${t("rem.new")} · ${s.name}`} initial={{ addresseeId: parties[0]?.id, article: ARTICLES[0] }} save={(r) => sendFindings.remind(s.id, { ...r, until: r.until || undefined })} touches={["reminders"]} onClose={() => setForm(false)} okText={t("rem.new")} said={t("rem.sent")}>
          <Form.Item name="addresseeId" label={t("rem.to")} rules={[{ required: true, message: t("field.required", { label: t("rem.to") }) }]}>
            <Select options={parties.map((p) => ({ value: p.id, label: `${p.name} · ${p.as.map((word) => t(word)).join(" · ")}` }))} />
          </Form.Item>
          <TextField name="note" word="rem.note" required rows={4} max={1000} />
          <Form.Item name="article" label={t("rem.article")}>
            <Select options={ARTICLES.map((a) => ({ value: a, label: articleName(a) }))} />
          </Form.Item>
          <DayField name="until" word="rem.until" />
        </FormDialog>
      ) : null}
    </>
  );
}
