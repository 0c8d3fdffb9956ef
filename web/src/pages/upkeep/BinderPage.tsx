// The archive of one system: eighteen slots, seals, custody, technicians.
import { Alert, Form, InputNumber, Progress, Space, Table } from "antd";
import { useState } from "react";
import { useParams } from "react-router";
import { whyNot } from "../../api/can";
import { sendConnect } from "../../api/connect";
import { articleName } from "../../api/problem";
import { sendUpkeep, useBinder, type Binder, type BinderEntry, type BinderSlot, type EntryBody, type Technician } from "../../api/upkeep";
import { AttachmentField } from "../../forms/AttachmentField";
import { ChoiceField, DayField, oneOf, TextField } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { AttachmentList } from "../../ui/AttachmentList";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const TOUCHES = ["binder", "attachments", "documents"];
const ROLES = ["design", "construction", "supervision", "acceptance", "maintenance"];

export function Component() {
  const { id = "" } = useParams();
  const binder = useBinder(id);
  return <Loaded query={binder}>{(b) => <View binder={b} />}</Loaded>;
}

type Dialog = { kind: "file"; slot: string; entry?: BinderEntry; newer?: boolean } | { kind: "handover" } | { kind: "technician"; person?: Technician } | null;

function View({ binder: b }: { binder: Binder }) {
  const { t } = useWords();
  const [dialog, setDialog] = useState<Dialog>(null);
  const seal = useChange({ run: () => sendUpkeep.seal(b.systemId), touches: TOUCHES, said: t("bind.sealed") });
  const index = useChange({ run: () => sendUpkeep.index(b.systemId), touches: TOUCHES, said: t("bind.indexed") });
  const record = useChange({ run: () => sendConnect.record(b.systemId), touches: TOUCHES, said: t("task.recorded") });
  const hidden = whyNot(b.can, "record");
  return (
    <Page
      title={`${t("nav.binders")} · ${b.name}`}
      acts={
        <Space wrap>
          <ReasonButton why={whyNot(b.can, "handOver")} onClick={() => setDialog({ kind: "handover" })}>{t("bind.handOver")}</ReasonButton>
          <ReasonButton why={hidden} loading={record.isPending} onClick={() => record.mutate(undefined)}>{t("task.record")}</ReasonButton>
          <ReasonButton why={whyNot(b.can, "index")} loading={index.isPending} onClick={() => index.mutate(undefined)}>{t("bind.index")}</ReasonButton>
          <ReasonButton type="primary" why={whyNot(b.can, "seal")} loading={seal.isPending} onClick={() => seal.mutate(undefined)}>{t("bind.seal")}</ReasonButton>
        </Space>
      }
    >
      {b.whole ? null : <Alert type="error" showIcon role="alert" title={t("bind.broken")} />}
      <Progress percent={b.completeness.percent} status={b.completeness.missing.length === 0 ? "success" : "normal"} aria-label={t("bind.complete")} format={() => t("bind.filled", { filled: b.completeness.filled, of: b.completeness.mandatory, percent: b.completeness.percent })} />
      <Slots binder={b} onFile={(slot) => setDialog({ kind: "file", slot })} onCorrect={(entry) => setDialog({ kind: "file", slot: entry.slot, entry })} onNewer={(entry) => setDialog({ kind: "file", slot: entry.slot, entry, newer: true })} />
      <Custody binder={b} onPerson={(person) => setDialog({ kind: "technician", person })} />
      <DocumentLinks of={{ kind: "system", id: b.systemId }} />
      {hidden === "" ? <DocumentLinks of={{ kind: "connection", id: b.systemId }} word="bind.connection" /> : null}
      <AttachmentList of={{ kind: "system", id: b.systemId }} />
      {dialog?.kind === "file" ? <EntryForm binder={b} {...dialog} onClose={() => setDialog(null)} /> : null}
      {dialog?.kind === "handover" ? (
        <FormDialog<{ from?: string; to: string; on: string; note?: string; attachments?: string[] }>
          title={t("bind.handOver")}
          initial={{ from: b.keeper }}
          save={({ attachments, ...h }) => sendUpkeep.handOver(b.systemId, { ...h, signedId: oneOf(attachments) ?? "" })}
          touches={TOUCHES}
          onClose={() => setDialog(null)}
        >
          <TextField name="from" word="bind.from" />
          <TextField name="to" word="bind.to" required />
          <DayField name="on" word="bind.on" required />
          <AttachmentField word="bind.signed" required />
          <TextField name="note" word="field.note" rows={2} max={500} />
        </FormDialog>
      ) : null}
      {dialog?.kind === "technician" ? (
        <FormDialog<Parameters<typeof sendUpkeep.technician>[1]>
          title={t(dialog.person ? "bind.correctPerson" : "bind.addPerson")}
          initial={dialog.person ?? { role: "design" }}
          save={(p) => (dialog.person ? sendUpkeep.correctTechnician(b.systemId, dialog.person, p) : sendUpkeep.technician(b.systemId, p))}
          touches={TOUCHES}
          onClose={() => setDialog(null)}
        >
          <TextField name="name" word="bind.personName" required max={100} />
          <TextField name="unit" word="bind.unit" required />
          <ChoiceField name="role" word="bind.role" required values={ROLES} prefix="bind.role." />
          <TextField name="certificateNo" word="bind.certificate" max={100} />
          <div className="inline">
            <DayField name="from" word="bind.since" required />
            <DayField name="to" word="bind.till" />
          </div>
        </FormDialog>
      ) : null}
    </Page>
  );
}

interface SlotActs {
  binder: Binder;
  onFile: (slot: string) => void;
  onCorrect: (e: BinderEntry) => void;
  onNewer: (e: BinderEntry) => void;
}

function Slots({ binder: b, onFile, onCorrect, onNewer }: SlotActs) {
  const { t, language } = useWords();
  const missing = new Set(b.completeness.missing);
  return (
    <Table<BinderSlot>
      size="small"
      aria-label={t("bind.slots")}
      rowKey={(s) => s.code}
      dataSource={b.slots}
      pagination={false}
      scroll={{ x: "max-content" }}
      expandable={{ rowExpandable: (s) => s.entries.length > 0, expandedRowRender: (s) => <Entries slot={s} onCorrect={onCorrect} onNewer={onNewer} canFile={whyNot(b.can, "file")} /> }}
      columns={[
        { title: t("bind.no"), dataIndex: "no", className: "num" },
        { title: t("bind.slot"), key: "slot", render: (_v, s) => (language === "zh" ? s.zh : s.en) },
        { title: t("find.article"), key: "article", render: (_v, s) => articleName(s.article) },
        { title: t("bind.papers"), key: "papers", className: "num", render: (_v, s) => s.entries.filter((e) => !e.supersededBy).length },
        {
          title: t("field.state"),
          key: "state",
          render: (_v, s) => (missing.has(s.code) ? <span className="mark bad">{t("bind.missing")}</span> : s.mandatory ? <span className="mark ok">{t("bind.there")}</span> : <span className="mark idle">{t("bind.optional")}</span>),
        },
        { title: t("field.actions"), key: "acts", render: (_v, s) => <ReasonButton size="small" type="link" why={whyNot(b.can, "file")} onClick={() => onFile(s.code)}>{t("bind.file")}</ReasonButton> },
      ]}
    />
  );
}

function Entries({ slot, onCorrect, onNewer, canFile }: { slot: BinderSlot; onCorrect: (e: BinderEntry) => void; onNewer: (e: BinderEntry) => void; canFile: string }) {
  const { t } = useWords();
  return (
    <Table<BinderEntry>
      size="small"
      rowKey={(e) => e.id}
      dataSource={slot.entries}
      pagination={false}
      columns={[
        { title: t("bind.title"), dataIndex: "title" },
        { title: t("bind.date"), dataIndex: "date", className: "num" },
        { title: t("bind.maker"), dataIndex: "maker" },
        { title: t("bind.secrecy"), key: "secrecy", render: (_v, e) => coded(t, "bind.secrecy.", e.confidentiality) },
        { title: t("bind.location"), key: "location", render: (_v, e) => e.location || (e.sha256 ? <span className="num faint">{e.sha256.slice(0, 12)}</span> : "—") },
        {
          title: t("field.state"),
          key: "state",
          render: (_v, e) => (
            <>
              {e.broken ? <span className="mark bad">{t("bind.tampered")}</span> : e.sealed ? <span className="mark ok">{t("bind.isSealed")}</span> : <span className="mark warn">{t("bind.open")}</span>}
              {e.supersededBy ? <span className="mark idle"> {t("bind.old")}</span> : null}
            </>
          ),
        },
        {
          title: t("field.actions"),
          key: "acts",
          render: (_v, e) => (
            <>
              <ReasonButton size="small" type="link" why={whyNot(e.can, "correct")} onClick={() => onCorrect(e)}>{t("act.edit")}</ReasonButton>
              <ReasonButton size="small" type="link" why={canFile} disabled={e.supersededBy !== undefined} onClick={() => onNewer(e)}>{t("bind.newer")}</ReasonButton>
            </>
          ),
        },
      ]}
    />
  );
}

function Custody({ binder: b, onPerson }: { binder: Binder; onPerson: (p?: Technician) => void }) {
  const { t } = useWords();
  return (
    <>
      <h2>{t("bind.technicians")} <ReasonButton size="small" why={whyNot(b.can, "technician")} onClick={() => onPerson()}>{t("bind.addPerson")}</ReasonButton></h2>
      <Table
        size="small"
        rowKey={(p) => p.id}
        dataSource={b.technicians}
        pagination={false}
        columns={[
          { title: t("bind.personName"), dataIndex: "name" },
          { title: t("bind.unit"), dataIndex: "unit" },
          { title: t("bind.role"), key: "role", render: (_v, p) => coded(t, "bind.role.", p.role) },
          { title: t("bind.certificate"), dataIndex: "certificateNo" },
          { title: t("bind.span"), key: "span", className: "num", render: (_v, p) => `${p.from} – ${p.to ?? ""}` },
          { title: t("field.actions"), key: "acts", render: (_v, p) => <ReasonButton size="small" type="link" why={whyNot(b.can, "technician")} onClick={() => onPerson(p)}>{t("act.edit")}</ReasonButton> },
        ]}
      />
      <h2>{t("bind.seals")}</h2>
      <Table
        size="small"
        rowKey={(s) => s.id}
        dataSource={b.seals}
        pagination={false}
        columns={[
          { title: t("field.time"), key: "at", className: "num", render: (_v, s) => dateTime(s.at) },
          { title: t("bind.by"), dataIndex: "by" },
          { title: t("bind.papers"), dataIndex: "count", className: "num" },
          { title: t("bind.hash"), key: "hash", render: (_v, s) => <span className="num" style={{ wordBreak: "break-all" }}>{s.hash}</span> },
        ]}
      />
      <h2>{t("bind.custody")}</h2>
      <Table
        size="small"
        rowKey={(h) => h.id}
        dataSource={b.handovers}
        pagination={false}
        columns={[
          { title: t("bind.on"), dataIndex: "on", className: "num" },
          { title: t("bind.from"), dataIndex: "from" },
          { title: t("bind.to"), dataIndex: "to" },
          { title: t("field.note"), dataIndex: "note" },
        ]}
      />
    </>
  );
}

function EntryForm({ binder: b, slot, entry, newer, onClose }: { binder: Binder; slot: string; entry?: BinderEntry; newer?: boolean; onClose: () => void }) {
  const { t } = useWords();
  const save = ({ attachments, ...rest }: Omit<EntryBody, "slot" | "attachmentId"> & { attachments?: string[] }) => {
    const id = oneOf(attachments) ?? (newer ? undefined : entry?.attachmentId);
    const whole: EntryBody = { ...rest, slot, ...(id ? { attachmentId: id } : {}), ...(newer && entry ? { supersedes: entry.id } : !newer && entry?.supersedes ? { supersedes: entry.supersedes } : {}) };
    return entry && !newer ? sendUpkeep.correct(b.systemId, entry, whole) : sendUpkeep.file(b.systemId, whole);
  };
  const initial = entry ? { title: entry.title, date: newer ? undefined : entry.date, maker: entry.maker, confidentiality: entry.confidentiality, pages: newer ? undefined : entry.pages, location: entry.location } : { confidentiality: "internal" };
  return (
    <FormDialog title={t(newer ? "bind.newer" : "bind.file")} initial={initial} save={save} touches={TOUCHES} onClose={onClose}>
      <TextField name="title" word="bind.title" required />
      <div className="inline">
        <DayField name="date" word="bind.date" required />
        <Form.Item name="pages" label={t("bind.pages")}><InputNumber min={0} /></Form.Item>
      </div>
      <TextField name="maker" word="bind.maker" required />
      <ChoiceField name="confidentiality" word="bind.secrecy" required values={["open", "internal", "confidential"]} prefix="bind.secrecy." />
      <TextField name="location" word="bind.location" />
      <AttachmentField />
    </FormDialog>
  );
}
