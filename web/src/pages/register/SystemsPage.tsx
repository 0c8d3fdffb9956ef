import { PlusOutlined } from "@ant-design/icons";
import { Form, Input, Select, Switch, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { barred } from "../../api/can";
import type { SystemBody, VideoSystem } from "../../api/model";
import { usePlaces, useSystems } from "../../api/queries";
import { send } from "../../api/send";
import { useSession } from "../../api/session";
import { FormDialog } from "../../forms/FormDialog";
import { CategoryField, PlaceField } from "../../forms/pickers";
import { ArticleRef } from "../../ui/ArticleRef";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded, Nothing } from "../../ui/States";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const CLASSES = ["A7G", "A7O", "A9", "A33"];

const TONE: Readonly<Record<string, string>> = {
  trial: "warn",
  "in-acceptance": "warn",
  rectifying: "warn",
  changing: "warn",
  "removal-notified": "warn",
  failed: "bad",
  "in-use-not-accepted": "bad",
  accepted: "ok",
  "in-service": "ok",
};

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const systems = useSystems();
  const [form, setForm] = useState<VideoSystem | "new" | null>(null);
  const columns = useColumns(setForm);
  return (
    <Page
      title={t("reg.systems")}
      acts={
        <ReasonButton {...barred(can, "register.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm("new")}>
          {t("reg.newSystem")}
        </ReasonButton>
      }
    >
      <Loaded query={systems}>
        {(list) =>
          list.length === 0 ? (
            <Nothing text={t("reg.systemEmpty")} />
          ) : (
            <Table<VideoSystem> size="small" aria-label={t("reg.systems")} rowKey={(s) => s.id} dataSource={list} pagination={false} columns={columns} scroll={{ x: "max-content" }} />
          )
        }
      </Loaded>
      {form === null ? null : <SystemForm system={form === "new" ? null : form} onClose={() => setForm(null)} />}
    </Page>
  );
}

function useColumns(edit: (s: VideoSystem) => void): TableColumnsType<VideoSystem> {
  const { t } = useWords();
  const places = usePlaces();
  return [
    { title: t("field.name"), dataIndex: "name" },
    { title: t("reg.place"), key: "place", render: (_v, s) => places.data?.find((p) => p.id === s.placeId)?.name ?? "—" },
    {
      title: t("field.state"),
      key: "state",
      render: (_v, s) => (
        <>
          <span className={`mark ${TONE[s.state] ?? "idle"}`}>{coded(t, "sys.", s.state)}</span>
          <div className="faint num">{s.trialUntil ? t("reg.trialUntil", { time: dateTime(s.trialUntil) }) : t("reg.since", { time: dateTime(s.stateSince) })}</div>
        </>
      ),
    },
    { title: t("reg.category"), key: "category", render: (_v, s) => coded(t, "w8.", s.category) },
    { title: t("reg.publicClass"), key: "class", render: (_v, s) => coded(t, "r799.", s.publicClass) },
    {
      title: t("reg.floor"),
      key: "floor",
      render: (_v, s) => (
        <>
          {t("reg.floorDays", { n: s.floorDays })} <span className="faint"><ArticleRef article={s.floorArticle ?? ""} /></span>
        </>
      ),
    },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, s) => (
        <>
          <ReasonButton size="small" type="link" {...barred(s.can, "change")} onClick={() => edit(s)}>
            {t("act.edit")}
          </ReasonButton>
          <Link to={paths.life(s.id)}>{t("works.life")}</Link>
        </>
      ),
    },
  ];
}

function SystemForm({ system, onClose }: { system: VideoSystem | null; onClose: () => void }) {
  const { t } = useWords();
  const save = (value: SystemBody) => (system === null ? send.makeSystem(value) : send.changeSystem(system, value));
  const pick = (values: readonly string[], prefix: string) => values.map((v) => ({ value: v, label: coded(t, prefix, v) }));
  return (
    <FormDialog<SystemBody> title={system === null ? t("reg.newSystem") : t("reg.editSystem")} initial={system ?? {}} save={save} touches={["systems", "tree"]} onClose={onClose}>
      <Form.Item name="name" label={t("field.name")} rules={[{ required: true, message: t("field.required", { label: t("field.name") }) }]}>
        <Input maxLength={100} />
      </Form.Item>
      <PlaceField />
      <CategoryField />
      <Form.Item name="publicClass" label={t("reg.publicClass")}>
        <Select allowClear options={pick(CLASSES, "r799.")} />
      </Form.Item>
      <div className="inline">
        <Form.Item name="keyTarget" label={t("reg.keyTarget")} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="keySecurityUnit" label={t("reg.keySecurity")} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <Form.Item name="completed" label={t("reg.completed")}>
        <Input type="date" style={{ width: 180 }} />
      </Form.Item>
      <Form.Item name="noDutyReason" label={t("reg.noDuty")}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormDialog>
  );
}
