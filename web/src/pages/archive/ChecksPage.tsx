// The archive against what is there: devices that report otherwise, channels
// without an archive, values that several cameras have, points side by side.
import { Segmented, Tabs, Tag } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { usePairs, useRepeats, useSeen, useTables, type Hit, type RepeatField } from "../../api/archive";
import { fieldName } from "../../ui/archiveNames";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  return (
    <Page title={t("chk.title")} acts={<Link to={paths.archive()}>{t("arc.title")}</Link>}>
      <Tabs
        activeKey={query.get("tab") ?? "device"}
        onChange={(tab) => setQuery({ tab }, { replace: true })}
        items={[
          { key: "device", label: t("chk.tab.device"), children: <Devices /> },
          { key: "unlinked", label: t("chk.tab.unlinked"), children: <Unlinked /> },
          { key: "repeats", label: t("chk.tab.repeats"), children: <Repeats /> },
          { key: "pairs", label: t("chk.tab.pairs"), children: <Pairs /> },
        ]}
      />
    </Page>
  );
}

function Devices() {
  const { t, language } = useWords();
  const tables = useTables();
  const seen = useSeen(false);
  return (
    <ListTable
      query={seen}
      rowKey={(s) => s.channelId}
      label={t("chk.tab.device")}
      empty={t("chk.noDevice")}
      columns={[
        { title: t("chk.camera"), key: "camera", render: (_v, s) => <Link to={paths.archiveOf(s.cameraId ?? "")}>{s.cameraName}</Link> },
        { title: t("chk.channel"), key: "channel", render: (_v, s) => s.name },
        { title: t("chk.ofDevice"), key: "device", render: (_v, s) => <Link to={paths.device(s.deviceId)}>{s.deviceName}</Link> },
        {
          title: t("chk.count"),
          key: "count",
          render: (_v, s) => (
            <>
              {s.secrecy ? <Tag color="error">{t("chk.secret")}</Tag> : null}
              {s.differences.map((d) => (
                <Tag key={d.field} color={d.decided === "" ? "warning" : undefined}>
                  {tables.data ? fieldName(tables.data, d.field, language) : d.field}
                </Tag>
              ))}
            </>
          ),
        },
      ]}
    />
  );
}

function Unlinked() {
  const { t } = useWords();
  const seen = useSeen(true);
  return (
    <ListTable
      query={seen}
      rowKey={(s) => s.channelId}
      label={t("chk.tab.unlinked")}
      empty={t("chk.noUnlinked")}
      columns={[
        { title: t("chk.channel"), key: "channel", render: (_v, s) => s.name },
        { title: t("chk.ofDevice"), key: "device", render: (_v, s) => s.deviceName },
        { title: t("field.time"), key: "seen", className: "num", render: (_v, s) => dateTime(s.seenAt) },
        {
          title: t("field.actions"),
          key: "acts",
          render: (_v, s) => (s.secrecy ? <Tag color="error">{t("chk.secret")}</Tag> : <Link to={paths.device(s.deviceId)}>{t("chk.toDevice")}</Link>),
        },
      ]}
    />
  );
}

const FIELDS: readonly RepeatField[] = ["device_code", "mac", "ipv4", "name"];

function Repeats() {
  const { t, language } = useWords();
  const tables = useTables();
  const [field, setField] = useState<RepeatField>("device_code");
  const repeats = useRepeats(field);
  return (
    <>
      <Segmented<RepeatField> value={field} onChange={setField} options={FIELDS.map((f) => ({ value: f, label: tables.data ? fieldName(tables.data, f, language) : f }))} style={{ marginBottom: 8 }} />
      <ListTable
        query={repeats}
        rowKey={(r) => r.value}
        label={t("chk.tab.repeats")}
        empty={t("chk.noRepeats")}
        columns={[
          { title: t("chk.value"), key: "value", className: "num", render: (_v, r) => r.value },
          { title: t("chk.cameras"), key: "cameras", render: (_v, r) => r.cameras.map((h) => <Name key={h.id} hit={h} />) },
        ]}
      />
    </>
  );
}

function Name({ hit, facing = false }: { hit: Hit; facing?: boolean }) {
  const { t } = useWords();
  return (
    <div>
      <Link to={paths.archiveOf(hit.id)}>{hit.name}</Link>
      {facing ? <span className="faint num"> {hit.bearing < 0 ? t("arc.facingAll") : t("arc.facing", { bearing: Math.round(hit.bearing) })}</span> : null}
    </div>
  );
}

function Pairs() {
  const { t } = useWords();
  const pairs = usePairs();
  return (
    <ListTable
      query={pairs}
      rowKey={(p) => p.a.id + p.b.id}
      label={t("chk.tab.pairs")}
      empty={t("chk.noPairs")}
      columns={[
        {
          title: t("chk.cameras"),
          key: "cameras",
          render: (_v, p) => (
            <>
              <Name hit={p.a} facing />
              <Name hit={p.b} facing />
            </>
          ),
        },
        { title: t("arc.same"), key: "metres", className: "num", render: (_v, p) => <>{t("arc.metres", { n: Math.round(p.metres) })}{p.a.apart >= 0 ? <div className="faint">{t("arc.apart", { n: Math.round(p.a.apart) })}</div> : null}</> },
      ]}
    />
  );
}
