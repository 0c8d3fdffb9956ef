// Entering a system that stands already, on one page: the facts now, its
// papers now or by a day. What it becomes follows from the facts.
import { Alert, App, Button, Form, Input, Select, Space, Switch } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createElement, useState } from "react";
import { Link, useNavigate } from "react-router";
import { whyNot } from "../../api/can";
import { useSession } from "../../api/session";
import { begin, filled, TOUCHED } from "../../api/works";
import { AttachmentField } from "../../forms/AttachmentField";
import { useFactChoices } from "../../forms/facts";
import { OwedList } from "../../forms/OwedList";
import { CategoryField, PlaceField } from "../../forms/pickers";
import { OrganisationField } from "../../forms/units";
import { ArticleRef, FailureWords } from "../../ui/ArticleRef";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { paths } from "../../util/paths";
import { day } from "../../util/time";
import { coded, useWords } from "../../words";

const PAPERS = ["acceptance.paper", "paper.design", "paper.equipment", "paper.maintenance", "paper.sign", "paper.filing"];

type Body = Parameters<typeof begin.existing>[0];
interface Paper {
  files?: string[];
  due?: string;
}
type Values = Omit<Body, "papers"> & { paper?: Record<string, Paper | undefined> };

function bodyOf({ paper, ...facts }: Values): Body {
  const papers = PAPERS.map((what) => ({ what, fileId: paper?.[what]?.files?.[0], due: paper?.[what]?.due })).filter((p) => p.fileId || p.due);
  return filled({ ...facts, papers }) as Body;
}

type Entered = Awaited<ReturnType<typeof begin.existing>>;

/** The days a paper may be owed, as the field of a day wants them: from today on, 90 at most. */
function owing(): { min: string; max: string } {
  const today = Date.now();
  return { min: day(today), max: day(today + 90 * 86_400_000) };
}

export function Component() {
  const { t } = useWords();
  const [entered, setEntered] = useState<Entered | null>(null);
  return <Page title={t("works.existing")}>{entered === null ? <Facts done={setEntered} /> : <Outcome entered={entered} again={() => setEntered(null)} />}</Page>;
}

/** What an entered system became, and by which day each paper is owed. */
function Outcome({ entered, again }: { entered: Entered; again: () => void }) {
  const { t } = useWords();
  const { life } = entered;
  return (
    <>
      <Alert
        type={life.state === "in-use-not-accepted" ? "warning" : "success"}
        showIcon
        role="status"
        title={t("works.entered", { name: life.name, state: coded(t, "sys.", life.state) })}
        description={
          <>
            {coded(t, "ground.", entered.ground)} · <ArticleRef article={entered.article} />
          </>
        }
      />
      <h2>{t("works.owedByDay")}</h2>
      <OwedList todos={life.owed} />
      <Space style={{ marginTop: 16 }}>
        <Link to={paths.life(life.systemId)}>{t("works.life")}</Link>
        <Link to={paths.works("todos", life.systemId)}>{t("nav.works.todos")}</Link>
        <Button onClick={again}>{t("works.enterAnother")}</Button>
      </Space>
    </>
  );
}

function Facts({ done }: { done: (e: Entered) => void }) {
  const { t } = useWords();
  const { can } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const run = useMutation({
    mutationFn: (v: Values) => begin.existing(bodyOf(v)),
    onSuccess: async (got) => {
      await Promise.all(TOUCHED.map((key) => client.invalidateQueries({ queryKey: [key] })));
      done(got);
    },
    onError: (error) => void message.error(createElement(FailureWords, { error }), 8),
  });
  const required = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <>
      <p className="faint">{t("works.existingHelp")}</p>
      <Form<Values> layout="vertical" style={{ maxWidth: 760 }} onFinish={(v) => run.mutate(v)} scrollToFirstError>
        <Form.Item name="name" label={t("field.name")} rules={required(t("field.name"))}>
          <Input maxLength={100} />
        </Form.Item>
        <PlaceField />
        <div className="inline">
          <OrganisationField name="operatorId" label={t("sys.operator")} extra={t("works.operatorHelp")} />
          <OrganisationField name="maintainerId" label={t("sys.maintainer")} extra={t("works.maintainerHelp")} />
        </div>
        <Form.Item name="builder" label={t("wf.builder")}>
          <Input maxLength={200} />
        </Form.Item>
        <FactFields />
        <h2>{t("works.papers")}</h2>
        {PAPERS.map((what) => (
          <PaperFields key={what} what={what} />
        ))}
        <ReasonButton type="primary" htmlType="submit" why={whyNot(can, "works.manage")} loading={run.isPending}>
          {t("works.enter")}
        </ReasonButton>{" "}
        <Button onClick={() => navigate(paths.systems())}>{t("act.cancel")}</Button>
      </Form>
    </>
  );
}

function FactFields() {
  const { t } = useWords();
  const facts = useFactChoices();
  return (
    <>
      <CategoryField />
      <Form.Item name="publicClass" label={t("reg.publicClass")}>
        <Select allowClear loading={facts.loading} options={facts.classes} />
      </Form.Item>
      <div className="inline">
        <Form.Item name="keyTarget" label={t("reg.keyTarget")} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="keySecurityUnit" label={t("reg.keySecurity")} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <Form.Item name="noDutyReason" label={t("reg.noDuty")}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <div className="inline">
        <Form.Item name="completed" label={t("reg.completed")}>
          <Input type="date" style={{ width: 180 }} />
        </Form.Item>
        <Form.Item name="usedSince" label={t("wf.usedSince")} extra={t("works.usedHelp")}>
          <Input type="date" style={{ width: 180 }} />
        </Form.Item>
      </div>
      <div className="inline">
        <Form.Item name="acceptedOn" label={t("wf.acceptedOn")}>
          <Input type="date" style={{ width: 180 }} />
        </Form.Item>
        <Form.Item name="acceptanceReport" label={t("wf.report")}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
    </>
  );
}

/** One paper: handed in now, or owed by a day. */
function PaperFields({ what }: { what: string }) {
  const { t } = useWords();
  const { min, max } = owing();
  return (
    <fieldset className="paper">
      <legend>{coded(t, "todo.", what)}</legend>
      <AttachmentField name={["paper", what, "files"]} single />
      <Form.Item name={["paper", what, "due"]} label={t("works.paperDue")}>
        <Input type="date" min={min} max={max} style={{ width: 180 }} />
      </Form.Item>
    </fieldset>
  );
}
