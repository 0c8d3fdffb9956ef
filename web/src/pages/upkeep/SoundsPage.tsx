// Microphones: whose sound may be kept, why and until when. And systems that
// are marked as secret.
import { Alert, Form, Input, Switch, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../../api/can";
import type { TreeCamera } from "../../api/model";
import { useSystems, useTree } from "../../api/queries";
import { useSession } from "../../api/session";
import { sendUpkeep, useSecrecies, useSounds, type Sound, type SoundBody } from "../../api/upkeep";
import { DayField, TextField } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { SystemField } from "../../forms/pickers";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded, Nothing } from "../../ui/States";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const tree = useTree();
  const sounds = useSounds({});
  const [switching, setSwitching] = useState<{ camera: TreeCamera; sound: Sound | undefined } | null>(null);
  const [text, setText] = useState("");
  const known = new Map((sounds.data?.pages ?? []).flatMap((p) => p.items).map((s) => [s.cameraId, s]));
  const columns: TableColumnsType<TreeCamera> = [
    { title: t("obs.camera"), dataIndex: "name" },
    { title: t("field.state"), key: "state", render: (_v, c) => <span className={`mark ${known.get(c.id)?.kept ? "warn" : "idle"}`}>{t(known.get(c.id)?.kept ? "snd.on" : "snd.off")}</span> },
    { title: t("snd.reason"), key: "reason", render: (_v, c) => known.get(c.id)?.reason ?? "—" },
    { title: t("snd.until"), key: "until", className: "num", render: (_v, c) => known.get(c.id)?.until || "—" },
    { title: t("snd.by"), key: "by", render: (_v, c) => { const s = known.get(c.id); return s ? <>{s.by} <span className="faint num">{dateTime(s.at)}</span></> : "—"; } },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, c) => <ReasonButton size="small" type="link" why={whyNot(can, "upkeep.manage")} onClick={() => setSwitching({ camera: c, sound: known.get(c.id) })}>{t("snd.switch")}</ReasonButton>,
    },
  ];
  return (
    <Page title={t("nav.sounds")} lead={<Input.Search allowClear placeholder={t("wk.search")} aria-label={t("wk.search")} onSearch={setText} style={{ width: 220 }} />}>
      <Alert type="info" showIcon title={t("snd.help")} />
      <Loaded query={tree}>
        {(all) => {
          const cameras = all.cameras.filter((c) => c.name.includes(text));
          return cameras.length === 0 ? <Nothing text={t("reg.cameraEmpty")} /> : <Table<TreeCamera> size="small" aria-label={t("nav.sounds")} rowKey={(c) => c.id} dataSource={cameras} columns={columns} pagination={cameras.length > 50 ? { pageSize: 50 } : false} />;
        }}
      </Loaded>
      <Secrets />
      {switching === null ? null : (
        <FormDialog<SoundBody>
          title={`${t("snd.switch")} · ${switching.camera.name}`}
          initial={{ on: switching.sound?.on ?? false, reason: switching.sound?.reason, until: switching.sound?.until }}
          save={(v) => sendUpkeep.sound(switching.camera.id, { on: v.on === true, ...(v.reason ? { reason: v.reason } : {}), ...(v.on && v.until ? { until: v.until } : {}) })}
          touches={["sounds"]}
          onClose={() => setSwitching(null)}
        >
          <Form.Item name="on" label={t("snd.keep")} valuePropName="checked"><Switch /></Form.Item>
          <TextField name="reason" word="snd.reason" rows={2} max={160} />
          <DayField name="until" word="snd.until" />
        </FormDialog>
      )}
    </Page>
  );
}

function Secrets() {
  const { t } = useWords();
  const { can } = useSession();
  const systems = useSystems();
  const marks = useSecrecies({});
  const [form, setForm] = useState(false);
  const list = (marks.data?.pages ?? []).flatMap((p) => p.items);
  return (
    <section aria-label={t("sec.title")}>
      <h2>{t("sec.title")} <ReasonButton size="small" why={whyNot(can, "upkeep.manage")} onClick={() => setForm(true)}>{t("sec.mark")}</ReasonButton></h2>
      <Table
        size="small"
        rowKey={(s) => s.systemId}
        dataSource={list}
        pagination={false}
        columns={[
          { title: t("reg.system"), key: "system", render: (_v, s) => systems.data?.find((x) => x.id === s.systemId)?.name ?? "—" },
          { title: t("field.state"), key: "state", render: (_v, s) => <span className={`mark ${s.secret ? "bad" : "idle"}`}>{t(s.secret ? "sec.secret" : "sec.open")}</span> },
          { title: t("sec.basis"), dataIndex: "basis" },
          { title: t("snd.by"), key: "by", render: (_v, s) => <>{s.by} <span className="faint num">{dateTime(s.at)}</span></> },
        ]}
      />
      {form ? (
        <FormDialog<{ systemId: string; secret: boolean; basis: string }> title={t("sec.mark")} initial={{ secret: true }} save={(v) => sendUpkeep.secrecy(v.systemId, v.secret === true, v.basis)} touches={["secrecies"]} onClose={() => setForm(false)}>
          <SystemField />
          <Form.Item name="secret" label={t("sec.secret")} valuePropName="checked"><Switch /></Form.Item>
          <TextField name="basis" word="sec.basis" required max={160} />
        </FormDialog>
      ) : null}
    </section>
  );
}
