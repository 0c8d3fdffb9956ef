// Suspicious information reported to the police on the site's own initiative.
import { PlusOutlined } from "@ant-design/icons";
import { Form, Input, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { sendOfficial, useSuspicions, type Suspicion } from "../../api/official";
import { useTree } from "../../api/queries";
import { useSession } from "../../api/session";
import { AttachmentField } from "../../forms/AttachmentField";
import { FormDialog } from "../../forms/FormDialog";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { dateTime, day, HOUR, localInput, MINUTE, parseLocal, wire } from "../../util/time";
import { coded, useWords } from "../../words";

const CHANNELS = ["110", "telephone", "platform", "in-person"] as const;

interface Values {
  cameraId: string;
  from: string;
  to: string;
  foundAt: string;
  reportedAt: string;
  what: string;
  unit: string;
  officer?: string;
  channel: (typeof CHANNELS)[number];
}

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const list = useSuspicions();
  const tree = useTree();
  const [open, setOpen] = useState<Suspicion | "new" | null>(null);
  const names = new Map((tree.data?.cameras ?? []).map((c) => [c.id, c.name]));
  const begin = (
    <ReasonButton type="primary" icon={<PlusOutlined />} why={whyNot(can, "official.register")} onClick={() => setOpen("new")}>
      {t("sus.new")}
    </ReasonButton>
  );
  const columns: TableColumnsType<Suspicion> = [
    { title: t("sus.reportedAt"), key: "at", className: "num", render: (_v, r) => dateTime(r.reportedAt) },
    { title: t("sus.camera"), key: "camera", render: (_v, r) => names.get(r.cameraId) ?? "—" },
    { title: t("off.span"), key: "span", className: "num", render: (_v, r) => `${dateTime(r.from)} – ${dateTime(r.to)}` },
    { title: t("sus.what"), key: "what", render: (_v, r) => r.what },
    { title: t("sus.unit"), key: "unit", render: (_v, r) => `${r.unit} ${r.officer ?? ""} · ${coded(t, "sus.channel.", r.channel)} · ${t("sus.minutes", { n: r.minutes })}` },
    { title: t("off.state"), key: "state", render: (_v, r) => <span className={`mark ${r.state === "receipted" ? "ok" : "warn"}`}>{`${coded(t, "sus.state.", r.state)} ${r.receipt?.number ?? ""}`}</span> },
    {
      title: "",
      key: "acts",
      render: (_v, r) => (
        <ReasonButton size="small" why={whyNot(r.can, "receipt")} onClick={() => setOpen(r)}>
          {t("sus.receipt")}
        </ReasonButton>
      ),
    },
  ];
  return (
    <Page title={t("nav.off.suspicions")} lead={<span className="faint">{t("sus.lead")}</span>} acts={begin}>
      <ListTable query={list} columns={columns} rowKey={(r) => r.id} label={t("nav.off.suspicions")} empty={t("sus.empty")} emptyAction={begin} detail={(r) => <DocumentLinks of={{ kind: "suspicion", id: r.id }} />} />
      {open === "new" ? <Report cameras={[...names]} onClose={() => setOpen(null)} /> : null}
      {open !== null && open !== "new" ? <Receipt of={open} onClose={() => setOpen(null)} /> : null}
    </Page>
  );
}

function Report({ cameras, onClose }: { cameras: readonly (readonly [string, string])[]; onClose: () => void }) {
  const { t } = useWords();
  const now = Date.now();
  const must = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  const when = (name: keyof Values, label: string) => (
    <Form.Item name={name} label={label} rules={must(label)}>
      <Input type="datetime-local" step={1} />
    </Form.Item>
  );
  return (
    <FormDialog<Values>
      title={t("sus.new")}
      initial={{ from: localInput(now - HOUR), to: localInput(now - 30 * MINUTE), foundAt: localInput(now - 10 * MINUTE), reportedAt: localInput(now), channel: "110" }}
      save={(v) =>
        sendOfficial.report({
          cameraId: v.cameraId, what: v.what, unit: v.unit, channel: v.channel, ...(v.officer ? { officer: v.officer } : {}),
          from: wire(parseLocal(v.from)), to: wire(parseLocal(v.to)), foundAt: wire(parseLocal(v.foundAt)), reportedAt: wire(parseLocal(v.reportedAt)),
        })
      }
      touches={["suspicions"]}
      okText={t("sus.new")}
      onClose={onClose}
    >
      <Form.Item name="cameraId" label={t("sus.camera")} rules={must(t("sus.camera"))}>
        <Select showSearch={{ optionFilterProp: "label" }} options={cameras.map(([value, label]) => ({ value, label }))} />
      </Form.Item>
      <div className="inline">
        {when("from", t("off.from"))}
        {when("to", t("off.to"))}
      </div>
      <Form.Item name="what" label={t("sus.what")} rules={must(t("sus.what"))}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <div className="inline">
        {when("foundAt", t("sus.foundAt"))}
        {when("reportedAt", t("sus.reportedAt"))}
      </div>
      <Form.Item name="unit" label={t("sus.unit")} rules={must(t("sus.unit"))}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="inline">
        <Form.Item name="officer" label={t("sus.officer")}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="channel" label={t("sus.channel")}>
          <Select options={CHANNELS.map((v) => ({ value: v, label: coded(t, "sus.channel.", v) }))} />
        </Form.Item>
      </div>
    </FormDialog>
  );
}

function Receipt({ of, onClose }: { of: Suspicion; onClose: () => void }) {
  const { t } = useWords();
  return (
    <FormDialog<{ number: string; on: string; scan?: string[] }>
      title={t("sus.receipt")}
      initial={{ on: day(Date.now()) }}
      save={({ number, on, scan }) => sendOfficial.receipt(of.id, { number, on, ...(scan?.[0] ? { scanId: scan[0] } : {}) })}
      touches={["suspicions"]}
      okText={t("sus.receipt")}
      onClose={onClose}
    >
      <Form.Item name="number" label={t("sus.receiptNumber")} rules={[{ required: true, message: t("field.required", { label: t("sus.receiptNumber") }) }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="on" label={t("sus.receiptOn")}>
        <Input type="date" />
      </Form.Item>
      <AttachmentField name="scan" word="off.receipt" single confidential />
    </FormDialog>
  );
}
