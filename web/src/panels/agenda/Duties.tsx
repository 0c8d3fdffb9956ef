// Every duty of one system, place or organisation, and entering its proof.
import { PrinterOutlined } from "@ant-design/icons";
import { Alert, App, Form, Input, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { isSubjectKind, sendAgenda, useObligations, useProofs, type Obligation, type Obligations, type Subject } from "../../api/agenda";
import { whyNot } from "../../api/can";
import { attachmentHref } from "../../api/papers";
import { articleName } from "../../api/problem";
import { AttachmentField } from "../../forms/AttachmentField";
import { allOf } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { Facts } from "../../ui/Facts";
import { ReasonButton } from "../../ui/ReasonButton";
import { Failed, Loaded, Nothing } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { day, dateTime } from "../../util/time";
import { coded, useWords } from "../../words";
import { ArticleCell, DutyMark, ProofCell } from "./DutyMark";

/** The tab on the page of a subject. */
export function DutiesTab(subject: Subject) {
  const page = useObligations(subject);
  return (
    <Loaded query={page}>
      {(data) => (
        <>
          <div className="row">
            <span className="spring" />
            <PrintButton of={data} />
          </div>
          <DutyTables page={data} />
        </>
      )}
    </Loaded>
  );
}

export function PrintButton({ of }: { of: Obligations }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const print = useChange({
    run: () => sendAgenda.print(subjectOf(of)),
    touches: ["documents"],
    said: "",
    done: (sheet) =>
      void modal.success({
        title: t("duty.printed", { number: sheet.number }),
        content: (
          <a href={`/api/v1/documents/${sheet.documentId}/print`} target="_blank" rel="noreferrer">
            {t("duty.open")}
          </a>
        ),
      }),
  });
  return (
    <ReasonButton why={whyNot(of.can, "print")} icon={<PrinterOutlined />} loading={print.isPending} onClick={() => print.mutate(undefined)}>
      {t("duty.print")}
    </ReasonButton>
  );
}

function subjectOf(of: { subjectKind: string; subjectId: string }): Subject {
  return { subjectKind: isSubjectKind(of.subjectKind) ? of.subjectKind : "system", subjectId: of.subjectId };
}

export function DutyTables({ page }: { page: Obligations }) {
  const { t } = useWords();
  const [query] = useSearchParams();
  const [proving, setProving] = useState<Obligation | null>(null);
  const wanted = query.get("duty");
  const binds = page.items.filter((o) => o.state !== "not-applicable");
  const not = page.items.filter((o) => o.state === "not-applicable");
  const columns = useColumns(setProving);
  if (page.items.length === 0) return <Nothing text={t("duty.empty")} />;
  return (
    <>
      <div className="faint">{t("duty.asOf", { day: page.day })}</div>
      {page.gone ? <Alert type="info" showIcon title={t("duty.gone")} /> : null}
      <Table<Obligation>
        aria-label={t("duty.group.bind")}
        size="small"
        rowKey={(o) => o.duty}
        dataSource={binds}
        columns={columns}
        pagination={false}
        scroll={{ x: "max-content" }}
        locale={{ emptyText: t("duty.empty") }}
        expandable={{ expandedRowRender: (o) => <Detail of={o} />, defaultExpandedRowKeys: wanted ? [wanted] : [] }}
      />
      <details>
        <summary className="sub">{t("duty.group.not", { n: not.length })}</summary>
        <Table<Obligation>
          aria-label={t("duty.group.not", { n: not.length })}
          size="small"
          rowKey={(o) => o.duty}
          dataSource={not}
          columns={columns.filter((c) => c.key === "duty" || c.key === "article" || c.key === "proof")}
          pagination={false}
          scroll={{ x: "max-content" }}
        />
      </details>
      {proving === null ? null : <ProofForm of={proving} onClose={() => setProving(null)} />}
    </>
  );
}

function useColumns(prove: (o: Obligation) => void): TableColumnsType<Obligation> {
  const { t, language } = useWords();
  return [
    { title: t("duty.state"), key: "state", render: (_v, o) => <DutyMark of={o} /> },
    { title: t("duty.duty"), key: "duty", render: (_v, o) => (language === "zh" ? o.title.zh : o.title.en) },
    { title: t("duty.article"), key: "article", render: (_v, o) => <ArticleCell of={o} /> },
    { title: t("duty.dueDay"), key: "due", className: "num", render: (_v, o) => o.due ?? "—" },
    { title: t("duty.proof"), key: "proof", render: (_v, o) => <ProofCell of={o} /> },
    { title: t("duty.who"), key: "who", render: (_v, o) => o.who.map((w) => coded(t, "who.", w)).join(" · ") },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, o) => (
        <ReasonButton size="small" type="link" why={whyNot(o.can, "prove")} onClick={() => prove(o)}>
          {t("duty.prove")}
        </ReasonButton>
      ),
    },
  ];
}

function Detail({ of }: { of: Obligation }) {
  const { t, language } = useWords();
  const say = (text: { zh: string; en: string }) => (language === "zh" ? text.zh : text.en);
  return (
    <>
      <Facts
        rows={[
          [t("duty.if"), say(of.if)],
          [t("duty.article"), of.articles.map(articleName).join(" · ")],
          [t("duty.state"), of.since ? t("duty.since", { day: of.since }) : ""],
          [t("field.note"), say(of.why)],
          [t("duty.dueDay"), of.houseRule ? t("duty.house") : ""],
        ]}
      />
      <Proofs of={of} />
    </>
  );
}

function Proofs({ of }: { of: Obligation }) {
  const { t } = useWords();
  const proofs = useProofs({ ...subjectOf(of), duty: of.duty });
  if (proofs.error) return <Failed error={proofs.error} />;
  if (!proofs.data || proofs.data.length === 0) return null;
  return (
    <Table
      aria-label={t("duty.proofs")}
      size="small"
      rowKey={(p) => p.id}
      dataSource={proofs.data}
      pagination={false}
      columns={[
        { title: t("duty.proofDay"), dataIndex: "day", className: "num" },
        { title: t("duty.proofUntil"), key: "until", className: "num", render: (_v, p) => p.until ?? "—" },
        { title: t("duty.proofNote"), dataIndex: "note" },
        {
          title: t("att.title"),
          key: "files",
          render: (_v, p) =>
            p.attachmentIds.length === 0
              ? "—"
              : p.attachmentIds.map((id, i) => (
                  <a key={id} href={attachmentHref(id)} target="_blank" rel="noreferrer">
                    {t("duty.file", { n: i + 1 })}{" "}
                  </a>
                )),
        },
        { title: t("aud.who"), key: "by", render: (_v, p) => `${p.by} ${dateTime(p.at)}` },
        { title: t("field.state"), key: "state", render: (_v, p) => (p.superseded ? t("duty.superseded") : t("duty.stands")) },
      ]}
    />
  );
}

interface Entry {
  day: string;
  until?: string;
  note: string;
  attachments?: string[];
}

function ProofForm({ of, onClose }: { of: Obligation; onClose: () => void }) {
  const { t, language } = useWords();
  const required = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <FormDialog<Entry>
      title={`${t("duty.prove")} · ${language === "zh" ? of.title.zh : of.title.en}`}
      initial={{ day: day(Date.now()) }}
      save={(v) => sendAgenda.prove({ ...subjectOf(of), duty: of.duty, day: v.day, until: v.until || undefined, note: v.note, attachmentIds: allOf(v.attachments) })}
      touches={["obligations", "attachments"]}
      onClose={onClose}
    >
      <div className="inline">
        <Form.Item name="day" label={t("duty.proofDay")} rules={required(t("duty.proofDay"))}>
          <Input type="date" max={day(Date.now())} style={{ width: 180 }} />
        </Form.Item>
        <Form.Item name="until" label={t("duty.proofUntil")}>
          <Input type="date" style={{ width: 180 }} />
        </Form.Item>
      </div>
      <Form.Item name="note" label={t("duty.proofNote")} extra={t("duty.proofNoteHelp")} rules={required(t("duty.proofNote"))}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      <AttachmentField />
    </FormDialog>
  );
}
