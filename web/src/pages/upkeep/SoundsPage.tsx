// Microphones: cameras that take up sound, and those whose sound may be kept,
// why and until when. And systems that are marked as secret.
import { Alert, Form, Input, Segmented, Select, Switch, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { useArchive } from "../../api/archive";
import { barred, whyNot } from "../../api/can";
import { useSystems } from "../../api/queries";
import { useSession } from "../../api/session";
import { sendUpkeep, useSecrecies, useSounds, type Sound, type SoundBody } from "../../api/upkeep";
import { DayField, TextField } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { SystemField } from "../../forms/pickers";
import { microphones, type Microphone } from "../../panels/upkeep/microphones";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Failed, Loading, Nothing } from "../../ui/States";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const MARKS = ["secret", "confidential", "top-secret", "open"] as const;
type Mark = (typeof MARKS)[number];

/** What the lists of a page hold so far. */
function itemsOf<T>(query: { data: { pages: { items: T[] }[] } | undefined }): T[] {
  return (query.data?.pages ?? []).flatMap((p) => p.items);
}

export function Component() {
  const { t } = useWords();
  const able = useArchive({ sound: true });
  const sounds = useSounds({});
  const [text, setText] = useState("");
  const [kept, setKept] = useState(false);
  const [switching, setSwitching] = useState<Microphone | null>(null);
  const columns = useColumns(setSwitching);
  const list = microphones(itemsOf(able), itemsOf(sounds)).filter((m) => m.name.includes(text) && (!kept || m.sound?.kept === true));
  const more = able.hasNextPage || sounds.hasNextPage;
  const error = able.error ?? sounds.error;
  return (
    <Page
      title={t("nav.sounds")}
      lead={
        <>
          <Segmented
            aria-label={t("field.state")}
            value={kept}
            options={[
              { value: false, label: t("snd.all") },
              { value: true, label: t("snd.onlyKept") },
            ]}
            onChange={setKept}
          />
          <Input.Search allowClear placeholder={t("wk.search")} aria-label={t("wk.search")} onSearch={setText} style={{ width: 220 }} />
        </>
      }
    >
      <Alert type="info" showIcon title={t("snd.help")} />
      {error ? <Failed error={error} retry={() => void Promise.all([able.refetch(), sounds.refetch()])} /> : null}
      {able.isPending || sounds.isPending ? <Loading /> : null}
      {able.data && sounds.data && list.length === 0 ? <Nothing text={t("snd.none")} /> : null}
      {list.length > 0 ? <Table<Microphone> size="small" aria-label={t("nav.sounds")} rowKey={(m) => m.cameraId} dataSource={list} columns={columns} pagination={false} scroll={{ x: "max-content" }} /> : null}
      {more ? (
        <div>
          <ReasonButton why="" loading={able.isFetchingNextPage || sounds.isFetchingNextPage} onClick={() => void Promise.all([able.hasNextPage && able.fetchNextPage(), sounds.hasNextPage && sounds.fetchNextPage()])}>
            {t("act.loadMore")}
          </ReasonButton>
        </div>
      ) : null}
      <Secrets />
      {switching === null ? null : <SoundForm of={switching} onClose={() => setSwitching(null)} />}
    </Page>
  );
}

function useColumns(switchIt: (m: Microphone) => void): TableColumnsType<Microphone> {
  const { t } = useWords();
  const { can } = useSession();
  const log = barred(can, "audit.read");
  return [
    { title: t("obs.camera"), key: "name", render: (_v, m) => <Link to={paths.archiveOf(m.cameraId)}>{m.name}</Link> },
    { title: t("snd.able"), key: "able", render: (_v, m) => <span className={`mark ${m.able ? "warn" : "idle"}`}>{t(m.able ? "snd.ableYes" : "snd.ableNo")}</span> },
    { title: t("field.state"), key: "state", render: (_v, m) => <StateCell sound={m.sound} /> },
    { title: t("snd.reason"), key: "reason", render: (_v, m) => (m.sound?.reason ? <span className="wraps">{m.sound.reason}</span> : "—") },
    { title: t("snd.until"), key: "until", className: "num", render: (_v, m) => m.sound?.until || "—" },
    {
      title: t("snd.by"),
      key: "by",
      render: (_v, m) =>
        m.sound ? (
          <>
            {m.sound.by} <div className="faint num">{dateTime(m.sound.at)}</div>
          </>
        ) : (
          "—"
        ),
    },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, m) => (
        <>
          <ReasonButton size="small" type="link" {...barred(can, "upkeep.manage")} onClick={() => switchIt(m)}>
            {t("snd.switch")}
          </ReasonButton>
          {log.why === "" ? (
            <Link to={paths.audit({ camera: m.cameraId, act: "sound.switch" })}>{t("snd.history")}</Link>
          ) : (
            <ReasonButton size="small" type="link" {...log}>
              {t("snd.history")}
            </ReasonButton>
          )}
        </>
      ),
    },
  ];
}

function StateCell({ sound: s }: { sound: Sound | undefined }) {
  const { t } = useWords();
  if (s?.kept) return <span className="mark warn">{t("snd.on")}</span>;
  return <span className="mark idle">{t(s?.on ? "snd.ended" : "snd.off")}</span>;
}

function SoundForm({ of, onClose }: { of: Microphone; onClose: () => void }) {
  const { t } = useWords();
  const save = (v: SoundBody) => sendUpkeep.sound(of.cameraId, { on: v.on === true, ...(v.reason ? { reason: v.reason } : {}), ...(v.on && v.until ? { until: v.until } : {}) });
  return (
    <FormDialog<SoundBody> title={`${t("snd.switch")} · ${of.name}`} initial={{ on: of.sound?.on ?? false, reason: of.sound?.reason, until: of.sound?.until }} save={save} touches={["sounds", "audit"]} onClose={onClose}>
      <Form.Item name="on" label={t("snd.keep")} valuePropName="checked">
        <Switch />
      </Form.Item>
      <TextField name="reason" word="snd.reason" rows={2} max={160} />
      <Form.Item noStyle shouldUpdate>{({ getFieldValue }) => (getFieldValue("on") === true ? <DayField name="until" word="snd.until" required /> : null)}</Form.Item>
    </FormDialog>
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
          { title: t("field.state"), key: "state", render: (_v, s) => <span className={`mark ${s.secret ? "bad" : "idle"}`}>{s.secret ? coded(t, "clear.level.", s.level || "secret") : t("sec.open")}</span> },
          { title: t("sec.basis"), dataIndex: "basis" },
          { title: t("snd.by"), key: "by", render: (_v, s) => <>{s.by} <span className="faint num">{dateTime(s.at)}</span></> },
        ]}
      />
      {form ? (
        <FormDialog<{ systemId: string; level: Mark; basis: string }> title={t("sec.mark")} initial={{ level: "secret" }} save={(v) => sendUpkeep.secrecy(v.systemId, v.level === "open" ? undefined : v.level, v.basis)} touches={["secrecies"]} onClose={() => setForm(false)}>
          <SystemField />
          <Form.Item name="level" label={t("clear.level")} extra={t("sec.help")}>
            <Select options={MARKS.map((m) => ({ value: m, label: m === "open" ? t("sec.open") : coded(t, "clear.level.", m) }))} />
          </Form.Item>
          <TextField name="basis" word="sec.basis" required max={160} />
        </FormDialog>
      ) : null}
    </section>
  );
}
