import { ExperimentOutlined } from "@ant-design/icons";
import { Form, Select, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { whyNot } from "../../api/can";
import { sendConnect, useInterfaceTests, type InterfaceTest } from "../../api/connect";
import { useTree } from "../../api/queries";
import { useSession } from "../../api/session";
import { FormDialog } from "../../forms/FormDialog";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { coded, sentence, useWords } from "../../words";

type Step = InterfaceTest["steps"][number];

const CHECKS = ["register", "keepalive", "catalog", "play", "records", "playback", "ptz", "time"] as const;
const TONE: Readonly<Record<string, string>> = { passed: "ok", failed: "bad", unproven: "warn", "broken-off": "warn", running: "live", "not-applicable": "idle" };

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [query] = useSearchParams();
  const filter = { system: query.get("system") ?? undefined, camera: query.get("camera") ?? undefined };
  const tests = useInterfaceTests(filter);
  const [form, setForm] = useState(false);
  const begin = (
    <ReasonButton why={whyNot(can, "interface.test")} type="primary" icon={<ExperimentOutlined />} onClick={() => setForm(true)}>
      {t("test.begin")}
    </ReasonButton>
  );
  return (
    <Page title={t("test.title")} lead={<span className="faint">{t("test.lead")}</span>} acts={begin}>
      <ListTable query={tests} columns={useColumns()} rowKey={(x) => x.id} label={t("test.title")} empty={t("test.empty")} emptyAction={begin} detail={(x) => <Detail test={x} />} />
      {form ? <BeginForm camera={filter.camera} onClose={() => setForm(false)} /> : null}
    </Page>
  );
}

function Detail({ test }: { test: InterfaceTest }) {
  const { can } = useSession();
  return (
    <>
      <Steps test={test} />
      {can["interface.test"] === "" && test.documentId ? <DocumentLinks of={{ kind: "interface-test", id: test.id }} /> : null}
    </>
  );
}

function useColumns(): TableColumnsType<InterfaceTest> {
  const { t } = useWords();
  const tree = useTree();
  const report = useChange({ run: sendConnect.report, touches: ["interface-tests", "documents", "binder"], said: t("test.reported") });
  return [
    { title: t("test.began"), key: "began", className: "num", render: (_v, x) => dateTime(x.began) },
    { title: t("reg.system"), key: "system", render: (_v, x) => tree.data?.systems.find((s) => s.id === x.systemId)?.name ?? "—" },
    { title: t("test.camera"), key: "camera", render: (_v, x) => tree.data?.cameras.find((c) => c.id === x.cameraId)?.name ?? "—" },
    { title: t("test.verdict"), key: "verdict", render: (_v, x) => <span className={`mark ${TONE[x.verdict] ?? "idle"}`}>{coded(t, "test.verdict.", x.verdict)}</span> },
    {
      title: t("test.result"),
      key: "steps",
      render: (_v, x) => (
        <span className="num">
          {x.steps.filter((s) => s.result === "passed").length} / {CHECKS.length}
        </span>
      ),
    },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, x) => (
        <ReasonButton size="small" type="link" why={whyNot(x.can, "report")} loading={report.isPending && report.variables === x.id} onClick={() => report.mutate(x.id)}>
          {t("test.report")}
        </ReasonButton>
      ),
    },
  ];
}

/** Every check in order, those not made yet as well: one sees how far a test is. */
function Steps({ test }: { test: InterfaceTest }) {
  const { t } = useWords();
  const rows = CHECKS.map((check) => ({ check, step: test.steps.find((s) => s.check === check) }));
  return (
    <Table<{ check: string; step: Step | undefined }>
      size="small"
      aria-label={t("test.title")}
      pagination={false}
      rowKey={(r) => r.check}
      dataSource={rows}
      columns={[
        { title: t("test.check"), key: "check", render: (_v, r) => coded(t, "test.check.", r.check) },
        {
          title: t("test.result"),
          key: "result",
          render: (_v, { step }) =>
            step ? (
              <>
                <span className={`mark ${TONE[step.result] ?? "idle"}`}>{coded(t, "test.result.", step.result)}</span>
                {step.code === "" ? null : <div className="faint">{sentence(step.code, step.facts)}</div>}
              </>
            ) : (
              <span className="faint">{test.verdict === "running" ? t("test.waiting") : "—"}</span>
            ),
        },
        { title: t("test.measured"), key: "facts", render: (_v, { step }) => (step ? <Measured facts={step.facts} /> : null) },
        { title: t("field.time"), key: "took", className: "num", render: (_v, { step }) => (step ? t("test.took", { s: (step.tookMs / 1000).toFixed(1) }) : "") },
      ]}
    />
  );
}

function Measured({ facts }: { facts: Readonly<Record<string, string>> }) {
  const { t } = useWords();
  return (
    <span className="num">
      {Object.entries(facts)
        .filter(([, value]) => value !== "")
        .map(([name, value]) => `${coded(t, "test.fact.", name)} ${/^\d{4}-\d\d-\d\dT/.test(value) ? dateTime(value) : value}`)
        .join(" · ")}
    </span>
  );
}

function BeginForm({ camera, onClose }: { camera: string | undefined; onClose: () => void }) {
  const { t } = useWords();
  const tree = useTree();
  return (
    <FormDialog<{ cameraId: string }>
      title={t("test.begin")}
      initial={{ cameraId: camera }}
      okText={t("test.begin")}
      said=""
      save={({ cameraId }) => sendConnect.test(cameraId)}
      touches={["interface-tests"]}
      onClose={onClose}
    >
      <p className="faint">{t("test.beginHelp")}</p>
      <Form.Item name="cameraId" label={t("test.camera")} rules={[{ required: true, message: t("field.required", { label: t("test.camera") }) }]}>
        <Select
          showSearch={{ optionFilterProp: "label" }}
          loading={tree.isPending}
          options={(tree.data?.cameras ?? []).map((c) => ({ value: c.id, label: `${tree.data?.systems.find((s) => s.id === c.systemId)?.name ?? ""} · ${c.name}` }))}
        />
      </Form.Item>
    </FormDialog>
  );
}
