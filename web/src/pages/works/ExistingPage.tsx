// Entering a system that stands already, on one page: the facts now, its
// papers now or by a day. What it becomes follows from the facts.
import { App, Button, Form, Input, Select, Switch } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { whyNot } from "../../api/can";
import { articleName, failure } from "../../api/problem";
import { useSession } from "../../api/session";
import { begin, filled, TOUCHED } from "../../api/works";
import { AttachmentField } from "../../forms/AttachmentField";
import { CategoryField, PlaceField } from "../../forms/pickers";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

const PAPERS = ["acceptance.paper", "paper.design", "paper.equipment", "paper.maintenance", "paper.sign", "paper.filing"];
const CLASSES = ["A7G", "A7O", "A9", "A33"];

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

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const { message, modal } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const run = useMutation({
    mutationFn: (v: Values) => begin.existing(bodyOf(v)),
    onSuccess: async (got) => {
      await Promise.all(TOUCHED.map((key) => client.invalidateQueries({ queryKey: [key] })));
      void modal.info({ title: coded(t, "sys.", got.life.state), content: `${coded(t, "ground.", got.ground)} · ${articleName(got.article)}`, onOk: () => navigate(paths.life(got.life.systemId)) });
    },
    onError: (error) => void message.error(failure(error), 8),
  });
  const required = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <Page title={t("works.existing")}>
      <p className="faint">{t("works.existingHelp")}</p>
      <Form<Values> layout="vertical" style={{ maxWidth: 760 }} onFinish={(v) => run.mutate(v)}>
        <Form.Item name="name" label={t("field.name")} rules={required(t("field.name"))}>
          <Input maxLength={100} />
        </Form.Item>
        <PlaceField />
        <CategoryField />
        <Form.Item name="publicClass" label={t("reg.publicClass")}>
          <Select allowClear options={CLASSES.map((c) => ({ value: c, label: coded(t, "r799.", c) }))} />
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
        <Form.Item name="completed" label={t("reg.completed")}>
          <Input type="date" style={{ width: 180 }} />
        </Form.Item>
        <Form.Item name="usedSince" label={t("wf.usedSince")} extra={t("works.usedHelp")}>
          <Input type="date" style={{ width: 180 }} />
        </Form.Item>
        <Form.Item name="acceptedOn" label={t("wf.acceptedOn")}>
          <Input type="date" style={{ width: 180 }} />
        </Form.Item>
        <Form.Item name="acceptanceReport" label={t("wf.report")}>
          <Input maxLength={200} />
        </Form.Item>
        <h2>{t("works.papers")}</h2>
        {PAPERS.map((what) => (
          <fieldset key={what} className="paper">
            <legend>{coded(t, "todo.", what)}</legend>
            <AttachmentField name={["paper", what, "files"]} />
            <Form.Item name={["paper", what, "due"]} label={t("works.paperDue")}>
              <Input type="date" style={{ width: 180 }} />
            </Form.Item>
          </fieldset>
        ))}
        <ReasonButton type="primary" htmlType="submit" why={whyNot(can, "works.manage")} loading={run.isPending}>
          {t("works.enter")}
        </ReasonButton>{" "}
        <Button onClick={() => navigate(paths.systems())}>{t("act.cancel")}</Button>
      </Form>
    </Page>
  );
}
