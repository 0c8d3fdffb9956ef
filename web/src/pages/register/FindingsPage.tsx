import { PlusOutlined } from "@ant-design/icons";
import { Form, Input, Segmented, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { barred } from "../../api/can";
import type { Finding } from "../../api/model";
import { articleName } from "../../api/problem";
import { useFindings, usePlaces, useRoomUses } from "../../api/queries";
import { send } from "../../api/send";
import { useSession } from "../../api/session";
import { AttachmentField } from "../../forms/AttachmentField";
import { FormDialog } from "../../forms/FormDialog";
import { PlaceField } from "../../forms/pickers";
import { AttachmentList } from "../../ui/AttachmentList";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { ArticleRef } from "../../ui/ArticleRef";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

type Body = Parameters<typeof send.makeFinding>[0];

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [query, setQuery] = useSearchParams();
  const all = query.get("all") === "1";
  const findings = useFindings(!all);
  const [form, setForm] = useState(false);
  const [closing, setClosing] = useState<Finding | null>(null);
  const columns = useColumns(setClosing);
  return (
    <Page
      title={t("find.title")}
      lead={
        <Segmented
          value={all}
          aria-label={t("field.state")}
          options={[
            { value: false, label: t("find.open") },
            { value: true, label: t("field.all") },
          ]}
          onChange={(v) => setQuery(v ? { all: "1" } : {}, { replace: true })}
        />
      }
      acts={
        <ReasonButton {...barred(can, "finding.report")} type="primary" icon={<PlusOutlined />} onClick={() => setForm(true)}>
          {t("find.new")}
        </ReasonButton>
      }
    >
      <ListTable query={findings} columns={columns} rowKey={(f) => f.id} label={t("find.title")} empty={t("find.empty")} detail={(f) => <Papers finding={f.id} />} />
      {closing === null ? null : (
        <FormDialog<{ outcome: string }> title={t("find.close")} initial={{}} save={({ outcome }) => send.closeFinding(closing.id, outcome)} touches={["findings"]} onClose={() => setClosing(null)}>
          <Form.Item name="outcome" label={t("find.outcome")} rules={[{ required: true, message: t("field.required", { label: t("find.outcome") }) }]}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        </FormDialog>
      )}
      {form ? <FindingForm onClose={() => setForm(false)} /> : null}
    </Page>
  );
}

function useColumns(close: (f: Finding) => void): TableColumnsType<Finding> {
  const { t, language } = useWords();
  const places = usePlaces();
  const uses = useRoomUses();
  return [
    { title: t("field.time"), key: "at", className: "num", render: (_v, f) => dateTime(f.at) },
    { title: t("field.kind"), key: "kind", render: (_v, f) => <span className={`mark ${f.closedAt ? "idle" : "bad"}`}>{coded(t, "find.kind.", f.fault)}</span> },
    { title: t("find.article"), key: "article", render: (_v, f) => <ArticleRef article={f.article} /> },
    { title: t("reg.place"), key: "place", render: (_v, f) => places.data?.find((p) => p.id === f.placeId)?.name ?? "—" },
    {
      title: t("reg.roomUse"),
      key: "use",
      render: (_v, f) => {
        const u = uses.data?.find((x) => x.code === f.roomUse);
        return u ? (language === "zh" ? u.zh : u.en) : (f.roomUse ?? "—");
      },
    },
    { title: t("field.note"), dataIndex: "note" },
    { title: t("find.finder"), key: "finder", render: (_v, f) => f.byHouse ? t("find.house") : t("find.person") },
    { title: t("field.state"), key: "state", render: (_v, f) => (f.closedAt ? `${t("find.closed")} ${dateTime(f.closedAt)} ${coded(t, "find.outcome.", f.outcome)}` : t("find.open")) },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, f) => (
        <ReasonButton size="small" type="link" {...barred(f.can, "close")} onClick={() => close(f)}>
          {t("find.close")}
        </ReasonButton>
      ),
    },
  ];
}

function FindingForm({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords();
  const uses = useRoomUses();
  const forbidden = (uses.data ?? []).filter((u) => u.forbidden);
  return (
    <FormDialog<Body> title={t("find.new")} initial={{}} save={send.makeFinding} touches={["findings"]} onClose={onClose}>
      <PlaceField />
      <Form.Item name="roomUse" label={t("reg.roomUse")} rules={[{ required: true, message: t("field.required", { label: t("reg.roomUse") }) }]}>
        <Select options={forbidden.map((u) => ({ value: u.code, label: `${language === "zh" ? u.zh : u.en} · ${articleName(u.article)}` }))} />
      </Form.Item>
      <Form.Item name="note" label={t("field.note")} rules={[{ required: true, message: t("field.required", { label: t("field.note") }) }]}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
      <AttachmentField />
    </FormDialog>
  );
}

/** What was attached to a finding, and the forms issued about it. */
function Papers({ finding }: { finding: string }) {
  const of = { kind: "finding", id: finding };
  return (
    <>
      <AttachmentList of={of} />
      <DocumentLinks of={of} />
    </>
  );
}
