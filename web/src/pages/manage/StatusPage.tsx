import { Alert, Progress, Table } from "antd";
import type { ReactNode } from "react";
import { whyNot } from "../../api/can";
import { useAdvice } from "../../api/diagnosis";
import type { Status } from "../../api/model";
import { useStatus } from "../../api/queries";
import { useSession, useSetupQuery } from "../../api/session";
import { Page } from "../../ui/Page";
import { Loaded } from "../../ui/States";
import { bytes } from "../../util/bytes";
import { clock, dateTime } from "../../util/time";
import { coded, useWords } from "../../words";
import { BucketSection } from "./BucketSection";
import { SpaceSection } from "./SpaceSection";

const TONE: Readonly<Record<string, string>> = { good: "ok", full: "idle", quarantined: "bad", missing: "bad" };

export function Component() {
  const { t } = useWords();
  const status = useStatus();
  return (
    <Page title={t("st.title")}>
      <Loaded query={status}>{(s) => <Body status={s} seenAt={status.dataUpdatedAt} />}</Loaded>
    </Page>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="cardbox">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Body({ status: s, seenAt }: { status: Status; seenAt: number }) {
  const { t } = useWords();
  const setup = useSetupQuery();
  const { can } = useSession();
  const drift = Math.round((Date.parse(s.now) - seenAt) / 1000);
  return (
    <>
      <Incidents status={s} />
      <div className="cards">
        <Card title={t("st.recording")}>
          <span className={`mark ${s.recording >= s.wanted ? "ok" : "bad"}`}>
            <span className="big num">{t("st.ofWanted", { n: s.recording, of: s.wanted })}</span>
          </span>
          <div className="faint">
            {t("st.lag")}: {t("st.seconds", { n: s.durableLagSeconds.toFixed(1) })}
          </div>
        </Card>
        <Card title={t("st.viewers")}>
          <span className="big num">{s.viewers}</span>
        </Card>
        <Card title={t("st.spill")}>
          <span className="big num">{bytes(s.spillBytes)}</span>
          <Progress percent={s.spillMaxBytes > 0 ? Math.round((100 * s.spillBytes) / s.spillMaxBytes) : 0} size="small" aria-label={t("st.spill")} />
        </Card>
        <Card title={t("st.clock")}>
          <span className="big num">{clock(s.now)}</span>
          <div>
            <span className={Math.abs(drift) > 2 ? "mark bad" : "mark ok"}>{Math.abs(drift) > 2 ? t("st.clockOff", { n: drift }) : t("st.clockOk")}</span>
          </div>
        </Card>
        <Card title={t("st.floor")}>
          {setup.data?.practice ? t("st.lawDay", { n: setup.data.lawDaySeconds }) : t("st.realDay")}
          <Forecast status={s} />
        </Card>
        <Card title={t("st.version")}>
          <div className="num">{s.version}</div>
          <div className="faint num">{t("st.started", { time: dateTime(s.startedAt) })}</div>
        </Card>
      </div>
      <Volumes status={s} />
      <SpaceSection status={s} />
      {whyNot(can, "settings.read") === "" ? <BucketSection /> : null}
      <Card title={t("st.features")}>
        {Object.entries(s.features).map(([name, on]) => (
          <div key={name} className={`mark ${on ? "ok" : "idle"}`} style={{ marginRight: 24 }}>
            {coded(t, "feat.", name)}: {on ? t("st.on") : t("st.off")}
          </div>
        ))}
      </Card>
    </>
  );
}

function Forecast({ status: s }: { status: Status }) {
  const { t } = useWords();
  const f = s.forecast;
  if (f === undefined) return null;
  return (
    <div className="faint">
      {t("st.room", { hours: (f.measuredSeconds / 3600).toFixed(1), room: f.roomDays.toFixed(1), floor: f.floorDays.toFixed(1) })}
      {f.lasts ? null : <div className="mark bad">{t("st.left", { n: f.leftDays.toFixed(1) })}</div>}
    </div>
  );
}

function Incidents({ status: s }: { status: Status }) {
  const { t } = useWords();
  const advice = useAdvice();
  return (
    <>
      {s.incidents.length === 0 ? <Alert type="success" showIcon title={t("st.noIncidents")} /> : null}
      {s.incidents.map((i) => {
        const a = advice(i.code, i.params);
        return <Alert key={i.code + i.since} type="error" showIcon title={a.text} description={[a.next, dateTime(i.since)].filter((x) => x !== "").join(" · ")} />;
      })}
      {s.picture === "" ? null : <Alert type="warning" showIcon title={t("st.picture", { what: advice(s.picture).text })} />}
    </>
  );
}

function Volumes({ status: s }: { status: Status }) {
  const { t } = useWords();
  return (
    <Table
      size="small"
      aria-label={t("st.volumes")}
      rowKey={(v) => v.path}
      dataSource={s.volumes}
      pagination={false}
      scroll={{ x: "max-content" }}
      title={() => t("st.volumes")}
      columns={[
        { title: t("st.path"), dataIndex: "path" },
        { title: t("field.state"), key: "state", render: (_v, v) => <span className={`mark ${TONE[v.state] ?? "idle"}`}>{coded(t, "vol.", v.state)}</span> },
        {
          title: t("st.used"),
          key: "used",
          className: "num",
          render: (_v, v) => (
            <>
              {bytes(v.usedBytes)} / {bytes(v.sizeBytes)}
              <Progress percent={v.sizeBytes > 0 ? Math.round((100 * v.usedBytes) / v.sizeBytes) : 0} size="small" showInfo={false} aria-label={t("st.used")} />
            </>
          ),
        },
        { title: t("st.direct"), key: "direct", render: (_v, v) => (v.directIO ? t("st.direct") : t("st.buffered")) },
      ]}
    />
  );
}
