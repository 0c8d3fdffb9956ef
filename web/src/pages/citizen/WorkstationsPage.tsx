// The workstations at which citizens look: an administrator registers one, and
// its code binds the browser it is typed into.
import { PlusOutlined } from "@ant-design/icons";
import { Alert, Form, Input, Typography, type TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { sendCitizen, useStations, type Station } from "../../api/citizen";
import { useSession } from "../../api/session";
import { FormDialog } from "../../forms/FormDialog";
import { ConfirmAct } from "../../ui/ConfirmAct";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";
import { BindHere } from "./BindHere";

const TONE: Readonly<Record<string, string>> = { waiting: "warn", bound: "ok", removed: "idle" };

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<Station | null>(null);
  const [code, setCode] = useState("");
  const list = useStations();
  const add = (
    <ReasonButton type="primary" icon={<PlusOutlined />} why={whyNot(can, "workstation.manage")} onClick={() => setAdding(true)}>
      {t("cit.stationNew")}
    </ReasonButton>
  );
  const columns: TableColumnsType<Station> = [
    { title: t("cit.stationName"), key: "name", render: (_v, s) => s.name },
    { title: t("cit.stationWhere"), key: "where", render: (_v, s) => s.where },
    { title: t("cit.state"), key: "state", render: (_v, s) => <span className={`mark ${TONE[s.state] ?? "idle"}`}>{coded(t, "cit.stationState.", s.state)}</span> },
    { title: t("cit.stationBound"), key: "bound", className: "num", render: (_v, s) => (s.bound ? `${s.bound.name} ${dateTime(s.bound.at)}` : "—") },
    {
      title: "",
      key: "acts",
      render: (_v, s) =>
        s.state === "removed" ? null : (
          <ReasonButton size="small" danger why={whyNot(can, "workstation.manage")} onClick={() => setLeaving(s)}>
            {t("cit.stationRemove")}
          </ReasonButton>
        ),
    },
  ];
  return (
    <Page title={t("cit.stations")} lead={<span className="faint">{t("cit.stationsLead")}</span>} acts={add}>
      <BindHere />
      {code === "" ? null : (
        <Alert
          type="success"
          showIcon
          closable
          title={t("cit.codeOnce")}
          description={
            <Typography.Text copyable className="num" data-code>
              {code}
            </Typography.Text>
          }
        />
      )}
      <ListTable query={list} columns={columns} rowKey={(s) => s.id} label={t("cit.stations")} empty={t("cit.stationsEmpty")} emptyAction={add} />
      {adding ? <Add onClose={() => setAdding(false)} onCode={setCode} /> : null}
      {leaving === null ? null : (
        <ConfirmAct
          title={`${t("cit.stationRemove")}：${leaving.name}`}
          consequences={{ words: ["cit.stationRemoveHelp"], article: "W168/29/1", grave: true }}
          okText={t("cit.stationRemove")}
          run={() => sendCitizen.removeStation(leaving.id)}
          touches={["workstations"]}
          onClose={() => setLeaving(null)}
        />
      )}
    </Page>
  );
}

function Add({ onClose, onCode }: { onClose: () => void; onCode: (code: string) => void }) {
  const { t } = useWords();
  const must = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <FormDialog<{ name: string; where: string }, Awaited<ReturnType<typeof sendCitizen.station>>>
      title={t("cit.stationNew")}
      initial={{}}
      save={(v) => sendCitizen.station(v)}
      touches={["workstations"]}
      onClose={onClose}
      onSaved={(made) => onCode(made.code)}
    >
      <Form.Item name="name" label={t("cit.stationName")} rules={must(t("cit.stationName"))}>
        <Input maxLength={60} autoFocus />
      </Form.Item>
      <Form.Item name="where" label={t("cit.stationWhere")} rules={must(t("cit.stationWhere"))}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
