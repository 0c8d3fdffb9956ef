// What is kept past its term: the ceiling with its reason, how the footage there
// is stands, and longer purposes (R799/17).
import { Alert, Form, InputNumber, Space, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { barred } from "../../api/can";
import { sendRetention, useCeiling, usePurposes, type Ceiling, type Over, type Purpose } from "../../api/retention";
import { TextField } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { ArticleRef } from "../../ui/ArticleRef";
import { Facts } from "../../ui/Facts";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { Loaded } from "../../ui/States";
import { bytes } from "../../util/bytes";
import { paths } from "../../util/paths";
import { PURPOSE } from "../../util/retention";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const ceiling = useCeiling();
  return (
    <Page title={t("keep.title")}>
      <p className="faint">{t("keep.lead")}</p>
      <Loaded query={ceiling}>{(c) => <CeilingSection c={c} />}</Loaded>
      <Purposes />
    </Page>
  );
}

function CeilingSection({ c }: { c: Ceiling }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const columns: TableColumnsType<Over> = [
    { title: t("keep.reasonOf"), key: "reason", render: (_v, o) => coded(t, "keep.verdict.", o.reason) },
    { title: t("keep.slots"), key: "slots", className: "num", render: (_v, o) => o.slots },
    { title: t("keep.bytes"), key: "bytes", className: "num", render: (_v, o) => bytes(o.bytes) },
  ];
  return (
    <section>
      <h2>{t("keep.ceiling")}</h2>
      <Space align="start" wrap>
        <Facts
          rows={[
            [t("keep.days"), c.days === 0 ? t("keep.none") : t("keep.daysOf", { n: c.days })],
            [t("keep.why"), c.reason],
            [t("keep.changed"), c.changedAt === undefined ? "" : `${dateTime(c.changedAt)} ${c.by ?? ""}`],
            [t("ret.articles"), <ArticleRef key="article" article="R799/17" />],
          ]}
        />
        <ReasonButton {...barred(c.can, "ceiling")} onClick={() => setOpen(true)}>
          {t("keep.set")}
        </ReasonButton>
      </Space>
      <h3>{t("keep.over")}</h3>
      <Table<Over> size="small" columns={columns} dataSource={c.footage} rowKey={(o) => o.reason} pagination={false} locale={{ emptyText: t("keep.nothing") }} />
      {open ? <SetCeiling c={c} onClose={() => setOpen(false)} /> : null}
    </section>
  );
}

function SetCeiling({ c, onClose }: { c: Ceiling; onClose: () => void }) {
  const { t } = useWords();
  return (
    <FormDialog<{ days: number; reason?: string }>
      title={t("keep.set")}
      initial={{ days: c.days, reason: c.reason }}
      save={(v) => sendRetention.ceiling(c, v.days, v.reason ?? "")}
      touches={["retention"]}
      onClose={onClose}
    >
      <Alert type="info" showIcon role="note" title={t("keep.setHelp")} />
      <Form.Item name="days" label={t("keep.days")} rules={[{ required: true }]}>
        <InputNumber min={0} max={335} precision={0} />
      </Form.Item>
      <TextField name="reason" word="keep.why" rows={2} max={500} />
    </FormDialog>
  );
}

function Purposes() {
  const { t } = useWords();
  const list = usePurposes();
  const [ending, setEnding] = useState<Purpose | null>(null);
  const columns: TableColumnsType<Purpose> = [
    { title: t("keep.purpose"), key: "purpose", render: (_v, p) => <div className="clip" title={p.purpose}>{p.purpose}</div> },
    { title: t("keep.state"), key: "state", render: (_v, p) => <span className={`mark ${PURPOSE[p.state]}`}>{coded(t, "keep.state.", p.state)}</span> },
    { title: t("keep.basis"), key: "basis", render: (_v, p) => <ArticleRef article={p.basis} /> },
    { title: t("keep.until"), key: "until", className: "num", render: (_v, p) => p.until },
    { title: t("keep.cameras"), key: "cameras", render: (_v, p) => <Space size="small" wrap>{p.cameraIds.map((id) => <Link key={id} to={paths.retentionOf(id)}>{t("keep.camera")}</Link>)}</Space> },
    { title: t("keep.by"), key: "by", render: (_v, p) => `${p.by.name} ${dateTime(p.by.at)}` },
    { title: t("keep.ended"), key: "ended", render: (_v, p) => (p.ended ? `${p.ended.name} ${dateTime(p.ended.at)} ${p.reason ?? ""}` : "—") },
    { title: "", key: "act", fixed: "right", render: (_v, p) => (p.state === "ended" ? null : <ReasonButton size="small" {...barred(p.can, "end")} onClick={() => setEnding(p)}>{t("keep.end")}</ReasonButton>) },
  ];
  return (
    <section>
      <h2>{t("keep.purposes")}</h2>
      <p className="faint">{t("keep.purposesLead")}</p>
      <ListTable query={list} columns={columns} rowKey={(p) => p.id} label={t("keep.purposes")} empty={t("keep.purposesEmpty")} />
      {ending ? <ReasonDialog title={t("keep.end")} label={t("keep.endWhy")} run={(reason) => sendRetention.end(ending, reason)} touches={["retention"]} onClose={() => setEnding(null)} /> : null}
    </section>
  );
}
