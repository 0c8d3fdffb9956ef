// Certificates of contractors and products, and until when they count
// (W168/12). Nothing here says from whom to buy.
import { PlusOutlined } from "@ant-design/icons";
import { Form, Switch, type TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { sendPlan, useCertificates, type Certificate, type CertificateBody } from "../../api/plans";
import { useSession } from "../../api/session";
import { AttachmentField } from "../../forms/AttachmentField";
import { ChoiceField, DayField, oneOf, RecordFilters, TextField, useRecordFilter } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { AttachmentList } from "../../ui/AttachmentList";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { coded, useWords } from "../../words";

const KINDS: Readonly<Record<string, readonly string[]>> = { contractor: ["design", "construction", "maintenance"], product: ["product-certification", "product-test"] };
const TONE: Readonly<Record<string, string>> = { valid: "ok", expiring: "warn", expired: "bad", "not-yet": "idle", withdrawn: "bad" };

type Entry = Omit<CertificateBody, "attachmentId"> & { attachments?: string[] };

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [filter] = useRecordFilter();
  const certificates = useCertificates(filter);
  const [form, setForm] = useState<Certificate | "new" | null>(null);
  const columns: TableColumnsType<Certificate> = [
    { title: t("cert.holder"), key: "holder", render: (_v, c) => <>{c.holder}{c.model ? <div className="faint">{c.model}</div> : null}</> },
    { title: t("field.kind"), key: "kind", render: (_v, c) => coded(t, "cert.kind.", c.kind) },
    { title: t("cert.number"), dataIndex: "number" },
    { title: t("cert.issuer"), dataIndex: "issuer" },
    { title: t("cert.expires"), key: "expires", className: "num", render: (_v, c) => c.expires || t("cert.endless") },
    { title: t("field.state"), key: "state", render: (_v, c) => <span className={`mark ${TONE[c.validity] ?? "idle"}`}>{coded(t, "cert.", c.validity)}</span> },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, c) => <ReasonButton size="small" type="link" why={whyNot(c.can, "change")} onClick={() => setForm(c)}>{t("act.edit")}</ReasonButton>,
    },
  ];
  return (
    <Page
      title={t("nav.certificates")}
      lead={<RecordFilters states={["contractor", "product"]} prefix="cert.of." due />}
      acts={<ReasonButton why={whyNot(can, "plan.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm("new")}>{t("cert.new")}</ReasonButton>}
    >
      <ListTable query={certificates} columns={columns} rowKey={(c) => c.id} label={t("nav.certificates")} empty={t("cert.none")} detail={(c) => <AttachmentList of={{ kind: "certificate", id: c.id }} />} />
      {form === null ? null : <CertificateForm certificate={form === "new" ? null : form} onClose={() => setForm(null)} />}
    </Page>
  );
}

function CertificateForm({ certificate: c, onClose }: { certificate: Certificate | null; onClose: () => void }) {
  const { t } = useWords();
  const save = ({ attachments, ...rest }: Entry) => {
    const id = oneOf(attachments) ?? c?.attachmentId;
    const whole: CertificateBody = { ...rest, ...(id ? { attachmentId: id } : {}) };
    return c === null ? sendPlan.makeCertificate(whole) : sendPlan.changeCertificate(c, whole);
  };
  const initial = c === null ? { of: "contractor", kind: "construction" } : { of: c.of, holder: c.holder, model: c.model, kind: c.kind, number: c.number, issuer: c.issuer, issued: c.issued, expires: c.expires, withdrawn: c.withdrawn };
  return (
    <FormDialog<Entry> title={t("cert.new")} initial={initial} save={save} touches={["certificates", "projects"]} onClose={onClose}>
      <ChoiceField name="of" word="cert.of" required values={["contractor", "product"]} prefix="cert.of." />
      <TextField name="holder" word="cert.holder" required />
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => {
          const of = String(getFieldValue("of"));
          return (
            <>
              {of === "product" ? <TextField name="model" word="cert.model" required /> : null}
              <ChoiceField name="kind" word="field.kind" required values={KINDS[of] ?? []} prefix="cert.kind." />
            </>
          );
        }}
      </Form.Item>
      <TextField name="number" word="cert.number" required max={100} />
      <TextField name="issuer" word="cert.issuer" required />
      <div className="inline">
        <DayField name="issued" word="cert.issued" required />
        <DayField name="expires" word="cert.expires" />
      </div>
      <AttachmentField />
      <Form.Item name="withdrawn" label={t("cert.withdrawnMark")} valuePropName="checked"><Switch /></Form.Item>
    </FormDialog>
  );
}
