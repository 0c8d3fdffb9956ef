import { ReloadOutlined, SettingOutlined } from "@ant-design/icons";
import { Alert, App, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { barred, whyNot } from "../../api/can";
import { useAdvice } from "../../api/diagnosis";
import type { Channel, Device } from "../../api/model";
import { useChannels, useDevice } from "../../api/queries";
import { send } from "../../api/send";
import { AdmitForm } from "../../forms/AdmitForm";
import { DeviceForm } from "../../forms/DeviceForm";
import { Facts } from "../../ui/Facts";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

export function Component() {
  const { id = "" } = useParams();
  const device = useDevice(id);
  return <Loaded query={device}>{(d) => <One device={d} />}</Loaded>;
}

function One({ device }: { device: Device }) {
  const { t } = useWords();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const advice = useAdvice();
  const [editing, setEditing] = useState(false);
  const catalog = useChange({ run: send.askCatalog, touches: ["channels", "device"], said: t("dev.catalogAsked") });
  const dismiss = useChange({ run: send.dismissDevice, touches: ["devices"], done: () => void navigate(paths.devices()) });
  const problem = device.lastError === "" ? null : advice(device.lastError, { error: device.lastErrorText });
  return (
    <Page
      title={device.name || device.code}
      lead={<span className={`mark ${device.state === "registered" ? "ok" : device.state === "offline" ? "bad" : "warn"}`}>{coded(t, "devstate.", device.state)}</span>}
      acts={
        <>
          <ReasonButton {...barred(device.can, "catalog")} icon={<ReloadOutlined />} loading={catalog.isPending} onClick={() => catalog.mutate(device.id)}>
            {t("dev.catalog")}
          </ReasonButton>
          <ReasonButton {...barred(device.can, device.state === "discovered" ? "admit" : "change")} icon={<SettingOutlined />} onClick={() => setEditing(true)}>
            {device.state === "discovered" ? t("dev.admit") : t("dev.settings")}
          </ReasonButton>
          <ReasonButton
            {...barred(device.can, "dismiss")}
            danger
            onClick={() =>
              void modal.confirm({
                title: t("dev.dismiss"),
                content: t("dev.dismissSure"),
                okText: t("dev.dismiss"),
                okButtonProps: { danger: true },
                cancelText: t("act.cancel"),
                onOk: () => dismiss.mutateAsync(device),
              })
            }
          >
            {t("dev.dismiss")}
          </ReasonButton>
        </>
      }
    >
      {problem ? <Alert type="warning" showIcon title={problem.text} description={problem.next === "" ? dateTime(device.lastErrorAt) : `${t("dev.next", { text: problem.next })} · ${dateTime(device.lastErrorAt)}`} /> : null}
      <DeviceFacts device={device} />
      <Channels device={device.id} />
      {editing ? <DeviceForm device={device} onClose={() => setEditing(false)} /> : null}
    </Page>
  );
}

function DeviceFacts({ device: d }: { device: Device }) {
  const { t } = useWords();
  return (
    <Facts
      rows={[
        [t("dev.code"), <span className="num" key="code">{d.code}</span>],
        [t("dev.make"), [d.manufacturer, d.model].filter((x) => x !== "").join(" / ")],
        [t("dev.firmware"), d.firmware],
        [t("dev.version"), d.version],
        [t("dev.address"), d.address === "" ? "" : `${d.address} ${d.transport.toUpperCase()}`],
        [t("dev.registered"), d.registeredAt ? dateTime(d.registeredAt) : ""],
        [t("dev.catalogAt"), d.catalogAt ? dateTime(d.catalogAt) : ""],
        [t("dev.seen"), d.lastSeenAt ? dateTime(d.lastSeenAt) : ""],
        [t("opt.media"), coded(t, "opt.media.", d.options.media ?? "tcp-passive")],
      ]}
    />
  );
}

function ChannelState({ channel: c }: { channel: Channel }) {
  const { t } = useWords();
  if (c.missingSince) return <span className="mark warn">{t("chan.missing", { time: dateTime(c.missingSince) })}</span>;
  const on = c.status.toUpperCase() !== "OFF";
  return <span className={`mark ${on ? "ok" : "bad"}`}>{on ? t("chan.online") : t("chan.offline")}</span>;
}

function Channels({ device }: { device: string }) {
  const { t } = useWords();
  const channels = useChannels(device);
  const [admitting, setAdmitting] = useState<Channel | null>(null);
  const columns: TableColumnsType<Channel> = [
    { title: t("field.name"), dataIndex: "name" },
    { title: t("dev.code"), dataIndex: "code", className: "num" },
    { title: t("dev.make"), key: "make", render: (_v, c) => [c.manufacturer, c.model].filter((x) => x !== "").join(" / ") || "—" },
    {
      title: t("field.state"),
      key: "state",
      render: (_v, c) => <ChannelState channel={c} />,
    },
    { title: t("chan.seen"), key: "seen", className: "num", render: (_v, c) => dateTime(c.seenAt) },
    {
      title: t("chan.camera"),
      key: "camera",
      render: (_v, c) => {
        if (c.cameraId) return <Link to={paths.camera(c.cameraId)}>{t("chan.admitted")}</Link>;
        const why = c.playable ? whyNot(c.can, "admit") : t("chan.notPlayable");
        return (
          <ReasonButton size="small" why={why} onClick={() => setAdmitting(c)}>
            {t("chan.admit")}
          </ReasonButton>
        );
      },
    },
  ];
  return (
    <>
      <h2 className="sub">{t("chan.title")}</h2>
      <ListTable query={channels} columns={columns} rowKey={(c) => c.id} label={t("chan.title")} empty={t("chan.empty")} />
      {admitting ? <AdmitForm channel={admitting} onClose={() => setAdmitting(null)} /> : null}
    </>
  );
}
