// Building plans of the city and its districts (W168/7).
import { PlusOutlined } from "@ant-design/icons";
import { Form, InputNumber, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { whyNot } from "../../api/can";
import { sendPlan, usePlans, type BuildingPlan, type PlanBody } from "../../api/plans";
import { useSession } from "../../api/session";
import { ChoiceField, RecordFilters, TextField, useRecordFilter } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

const LEVELS = ["city", "county-city", "district"];
const STATES = ["draft", "submitted", "approved", "superseded"];
const TONE: Readonly<Record<string, string>> = { draft: "idle", submitted: "warn", approved: "ok", superseded: "idle" };

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [filter] = useRecordFilter();
  const plans = usePlans(filter);
  const go = useNavigate();
  const [form, setForm] = useState(false);
  const columns: TableColumnsType<BuildingPlan> = [
    { title: t("plan.title"), key: "title", render: (_v, p) => <Link to={paths.plan(p.id)}>{p.title}</Link> },
    { title: t("plan.level"), key: "level", render: (_v, p) => coded(t, "plan.level.", p.level) },
    { title: t("plan.years"), key: "years", className: "num", render: (_v, p) => `${p.fromYear}–${p.toYear}` },
    { title: t("plan.drafter"), dataIndex: "drafter" },
    { title: t("plan.items"), key: "items", className: "num", render: (_v, p) => p.items?.length ?? 0 },
    { title: t("plan.cameras"), key: "cameras", className: "num", render: (_v, p) => (p.items ?? []).reduce((n, i) => n + i.cameras, 0) },
    {
      title: t("field.state"),
      key: "state",
      render: (_v, p) => (
        <>
          <span className={`mark ${TONE[p.state] ?? "idle"}`}>{coded(t, "plan.state.", p.state)}</span> <span className="faint">{t("plan.revision", { n: p.revision })}</span>
        </>
      ),
    },
  ];
  return (
    <Page
      title={t("nav.plans")}
      lead={<RecordFilters states={STATES} prefix="plan.state." />}
      acts={
        <ReasonButton why={whyNot(can, "plan.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm(true)}>
          {t("plan.new")}
        </ReasonButton>
      }
    >
      <ListTable query={plans} columns={columns} rowKey={(p) => p.id} label={t("nav.plans")} empty={t("plan.none")} />
      {form ? (
        <FormDialog<PlanBody, BuildingPlan>
          title={t("plan.new")}
          initial={{ level: "district", fromYear: 2026, toYear: 2030 }}
          save={sendPlan.make}
          touches={["plans"]}
          onClose={() => setForm(false)}
          onSaved={(p) => void go(paths.plan(p.id))}
        >
          <TextField name="title" word="plan.title" required />
          <ChoiceField name="level" word="plan.level" required values={LEVELS} prefix="plan.level." />
          <TextField name="drafter" word="plan.drafter" required />
          <div className="inline">
            <Form.Item name="fromYear" label={t("plan.from")}>
              <InputNumber min={2000} max={2100} />
            </Form.Item>
            <Form.Item name="toYear" label={t("plan.to")}>
              <InputNumber min={2000} max={2100} />
            </Form.Item>
          </div>
        </FormDialog>
      ) : null}
    </Page>
  );
}
