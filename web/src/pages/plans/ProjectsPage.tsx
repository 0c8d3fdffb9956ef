// Construction projects whose system keeps step with the main works (W168/13).
import { PlusOutlined } from "@ant-design/icons";
import { Form, Input, Select, Switch, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { sendPlan, useCertificates, useProjects, type Project, type ProjectBody } from "../../api/plans";
import { useSystems } from "../../api/queries";
import { useSession } from "../../api/session";
import { AttachmentField } from "../../forms/AttachmentField";
import { allOf, ChoiceField, RecordFilters, TextField, useRecordFilter } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { PlaceField } from "../../forms/pickers";
import { InStep } from "../../panels/plans/InStep";
import { AttachmentList } from "../../ui/AttachmentList";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { coded, useWords } from "../../words";

const STAGES = ["design", "construction", "acceptance", "use"] as const;

interface Entry extends Omit<ProjectBody, "pairs" | "attachmentIds"> {
  main?: Record<string, string>;
  video?: Record<string, string>;
  attachments?: string[];
}

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [filter] = useRecordFilter();
  const projects = useProjects(filter);
  const [form, setForm] = useState<Project | "new" | null>(null);
  const columns: TableColumnsType<Project> = [
    { title: t("field.name"), dataIndex: "name" },
    { title: t("field.kind"), key: "kind", render: (_v, p) => coded(t, "proj.kind.", p.kind) },
    { title: t("plan.builder"), dataIndex: "builder" },
    {
      title: t("proj.step"),
      key: "lags",
      render: (_v, p) => <InStep project={p} />,
    },
    { title: t("cert.lapsed"), key: "lapsed", render: (_v, p) => (p.lapsed.length === 0 ? "—" : <span className="mark warn">{p.lapsed.join(" ")}</span>) },
    { title: t("field.state"), key: "state", render: (_v, p) => coded(t, "proj.state.", p.state) },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, p) => <ReasonButton size="small" type="link" why={whyNot(p.can, "change")} onClick={() => setForm(p)}>{t("act.edit")}</ReasonButton>,
    },
  ];
  return (
    <Page
      title={t("nav.projects")}
      lead={<RecordFilters states={["open", "closed"]} prefix="proj.state." />}
      acts={<ReasonButton why={whyNot(can, "plan.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm("new")}>{t("proj.new")}</ReasonButton>}
    >
      <ListTable query={projects} columns={columns} rowKey={(p) => p.id} label={t("nav.projects")} empty={t("proj.none")} detail={(p) => <Detail project={p} />} />
      {form === null ? null : <ProjectForm project={form === "new" ? null : form} onClose={() => setForm(null)} />}
    </Page>
  );
}

function Detail({ project: p }: { project: Project }) {
  const { t } = useWords();
  return (
    <>
      {p.permits ? <p>{t("proj.permits")}：{p.permits}</p> : null}
      <Table
        size="small"
        pagination={false}
        rowKey={(s) => s}
        dataSource={[...STAGES]}
        columns={[
          { title: t("proj.stage"), key: "stage", render: (_v, s) => coded(t, "stage.", s) },
          { title: t("proj.main"), key: "main", className: "num", render: (_v, s) => p.pairs?.find((x) => x.stage === s)?.main || "—" },
          { title: t("proj.video"), key: "video", className: "num", render: (_v, s) => p.pairs?.find((x) => x.stage === s)?.video || "—" },
        ]}
      />
      <AttachmentList of={{ kind: "project", id: p.id }} />
    </>
  );
}

function ProjectForm({ project, onClose }: { project: Project | null; onClose: () => void }) {
  const { t } = useWords();
  const systems = useSystems();
  const certificates = useCertificates({});
  const save = ({ main, video, attachments, ...rest }: Entry) => {
    const pairs = STAGES.flatMap((stage) => {
      const m = main?.[stage] ?? "";
      const v = video?.[stage] ?? "";
      return m === "" && v === "" ? [] : [{ stage, ...(m === "" ? {} : { main: m }), ...(v === "" ? {} : { video: v }) }];
    });
    const whole: ProjectBody = { ...rest, pairs, attachmentIds: [...(project?.attachmentIds ?? []), ...allOf(attachments)] };
    return project === null ? sendPlan.makeProject(whole) : sendPlan.changeProject(project, whole);
  };
  const dates = (side: "main" | "video") => Object.fromEntries((project?.pairs ?? []).map((p) => [p.stage, p[side] ?? ""]));
  const initial =
    project === null
      ? { kind: "new" }
      : { name: project.name, kind: project.kind, placeId: project.placeId, builder: project.builder, permits: project.permits, systemIds: project.systemIds, certificateIds: project.certificateIds, closed: project.closed, main: dates("main"), video: dates("video") };
  return (
    <FormDialog<Entry> title={t("proj.new")} initial={initial} save={save} touches={["projects", "attachments"]} onClose={onClose}>
      <TextField name="name" word="field.name" required />
      <ChoiceField name="kind" word="field.kind" required values={["new", "rebuilt", "extended"]} prefix="proj.kind." />
      <PlaceField />
      <TextField name="builder" word="plan.builder" required />
      <TextField name="permits" word="proj.permits" rows={2} max={1000} />
      <fieldset>
        <legend>{t("proj.pairs")}</legend>
        {STAGES.map((s) => (
          <div className="inline" key={s}>
            <Form.Item name={["main", s]} label={`${t(`stage.${s}`)} · ${t("proj.main")}`}><Input type="date" /></Form.Item>
            <Form.Item name={["video", s]} label={t("proj.video")}><Input type="date" /></Form.Item>
          </div>
        ))}
      </fieldset>
      <Form.Item name="systemIds" label={t("reg.system")}>
        <Select mode="multiple" showSearch={{ optionFilterProp: "label" }} options={(systems.data ?? []).map((s) => ({ value: s.id, label: s.name }))} />
      </Form.Item>
      <Form.Item name="certificateIds" label={t("nav.certificates")}>
        <Select mode="multiple" showSearch={{ optionFilterProp: "label" }} options={(certificates.data?.pages ?? []).flatMap((p) => p.items).map((c) => ({ value: c.id, label: `${c.holder} ${c.model ?? ""} ${c.number}（${coded(t, "cert.", c.validity)}）` }))} />
      </Form.Item>
      <AttachmentField />
      <Form.Item name="closed" label={t("proj.close")} valuePropName="checked"><Switch /></Form.Item>
    </FormDialog>
  );
}
