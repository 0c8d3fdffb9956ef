import { PlusOutlined, StopOutlined } from "@ant-design/icons";
import { Button, Segmented, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { barred } from "../../api/can";
import { useAdvice } from "../../api/diagnosis";
import type { Device } from "../../api/model";
import { useDevices } from "../../api/queries";
import { useSession } from "../../api/session";
import { DeviceForm } from "../../forms/DeviceForm";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const STATES = ["registered", "offline", "discovered"] as const;
type State = (typeof STATES)[number];

const TONE: Readonly<Record<State, string>> = { registered: "ok", offline: "bad", discovered: "warn" };

function stateOf(text: string | null): State | undefined {
  return STATES.find((s) => s === text);
}

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const navigate = useNavigate();
  const [query, setQuery] = useSearchParams();
  const state = stateOf(query.get("state"));
  const devices = useDevices(state);
  const [form, setForm] = useState<Device | "new" | null>(null);
  const columns = useColumns(setForm);
  return (
    <Page
      title={t("dev.title")}
      lead={
        <Segmented
          aria-label={t("field.state")}
          value={state ?? ""}
          options={[{ value: "", label: t("field.all") }, ...STATES.map((s) => ({ value: s, label: t(`devstate.${s}`) }))]}
          onChange={(s) => setQuery(s === "" ? {} : { state: s }, { replace: true })}
        />
      }
      acts={
        <>
          <Button icon={<StopOutlined />} onClick={() => void navigate(paths.refusals())}>
            {t("dev.refused")}
          </Button>
          <ReasonButton {...barred(can, "device.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm("new")}>
            {t("dev.new")}
          </ReasonButton>
        </>
      }
    >
      <ListTable query={devices} columns={columns} rowKey={(d) => d.id} label={t("dev.title")} empty={t("dev.empty")} />
      {form === null ? null : <DeviceForm device={form === "new" ? null : form} onClose={() => setForm(null)} />}
    </Page>
  );
}

function useColumns(edit: (d: Device) => void): TableColumnsType<Device> {
  const { t } = useWords();
  const advice = useAdvice();
  return [
    {
      title: t("field.name"),
      key: "name",
      fixed: "start",
      render: (_v, d) => (
        <>
          <Link to={paths.device(d.id)}>{d.name || d.code}</Link>
          <div className="faint num">{d.code}</div>
        </>
      ),
    },
    { title: t("field.state"), key: "state", render: (_v, d) => <span className={`mark ${TONE[d.state]}`}>{coded(t, "devstate.", d.state)}</span> },
    {
      title: t("dev.lastError"),
      key: "error",
      render: (_v, d) => {
        if (d.lastError === "") return <span className="faint">{t("dev.noError")}</span>;
        const a = advice(d.lastError, { error: d.lastErrorText });
        return (
          <div className="errorwords">
            <div>{a.text}</div>
            {a.next === "" ? null : <div className="faint">{t("dev.next", { text: a.next })}</div>}
          </div>
        );
      },
    },
    {
      title: t("dev.make"),
      key: "make",
      render: (_v, d) => (
        <>
          {[d.manufacturer, d.model].filter((x) => x !== "").join(" / ") || "—"}
          <div className="faint">{d.firmware}</div>
        </>
      ),
    },
    {
      title: t("dev.address"),
      key: "address",
      className: "num",
      render: (_v, d) => (d.address === "" ? "—" : `${d.address} ${d.transport.toUpperCase()}`),
    },
    { title: t("dev.seen"), key: "seen", className: "num", render: (_v, d) => dateTime(d.lastSeenAt) },
    {
      title: t("dev.channels"),
      key: "channels",
      className: "num",
      render: (_v, d) => (
        <>
          {d.channels}
          {d.catalogAt ? <div className="faint">{dateTime(d.catalogAt)}</div> : null}
        </>
      ),
    },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, d) => (
        <ReasonButton size="small" type="link" {...barred(d.can, d.state === "discovered" ? "admit" : "change")} onClick={() => edit(d)}>
          {d.state === "discovered" ? t("dev.admit") : t("dev.settings")}
        </ReasonButton>
      ),
    },
  ];
}
