// A person concerned asks to look (R799/21): what is at stake, who asks, which
// footage. The managing unit decides afterwards, with reasons.
import { App, Form, Input, Radio } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createElement, useState } from "react";
import { useNavigate } from "react-router";
import { whyNot } from "../../api/can";
import { sendCitizen, type RelatedBody } from "../../api/citizen";
import type { Tree } from "../../api/model";
import { useTree } from "../../api/queries";
import { useSession } from "../../api/session";
import { FailureWords } from "../../ui/ArticleRef";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { HOUR, localInput, parseLocal, wire } from "../../util/time";
import { coded, useWords } from "../../words";
import { CameraPick } from "./CameraPick";
import { broughtOf, ViewerFields, type ViewerValues } from "./ViewerFields";

const STAKES = ["life", "health", "property", "other"] as const;

interface Values extends ViewerValues {
  stake: (typeof STAKES)[number];
  what: string;
  happened: string;
  where: string;
  from: string;
  to: string;
}

function bodyOf(v: Values, cameraIds: string[]): RelatedBody {
  return {
    interest: { stake: v.stake, what: v.what, happenedAt: wire(parseLocal(v.happened)), where: v.where },
    cameraIds,
    from: wire(parseLocal(v.from)),
    to: wire(parseLocal(v.to)),
    evidence: broughtOf(v),
  };
}

export function Component() {
  const { t } = useWords();
  const tree = useTree();
  return (
    <Page title={t("cit.relatedNew")} lead={<span className="faint">{t("cit.relatedLead")}</span>}>
      <Loaded query={tree}>{(data) => <Request tree={data} />}</Loaded>
    </Page>
  );
}

function Request({ tree }: { tree: Tree }) {
  const { t } = useWords();
  const { can } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [cameras, setCameras] = useState<string[]>([]);
  const run = useMutation({
    mutationFn: (v: Values) => sendCitizen.related(bodyOf(v, cameras)),
    onSuccess: async (c) => {
      await client.invalidateQueries({ queryKey: ["citizen"] });
      void navigate(paths.citizen(c.id));
    },
    onError: (error) => void message.error(createElement(FailureWords, { error }), 8),
  });
  const now = Date.now();
  return (
    <div className="deckpage">
      <CameraPick tree={tree} chosen={cameras} onPick={(id) => setCameras((had) => (had.includes(id) ? had.filter((x) => x !== id) : [...had, id]))} />
      <Form<Values>
        layout="vertical"
        className="counter"
        initialValues={{ stake: "property", happened: localInput(now - 2 * HOUR), from: localInput(now - 3 * HOUR), to: localInput(now - HOUR), signed: true, viewer: { papers: "id-card", relation: "self" } }}
        onFinish={(v) => run.mutate(v)}
        scrollToFirstError
      >
        <section>
          <h2>{t("cit.what")}</h2>
          <p role="status">{cameras.length === 0 ? t("cit.camerasNone") : t("cit.cameras", { n: cameras.length })}</p>
          <InterestFields />
        </section>
        <section>
          <h2>{t("cit.viewer")}</h2>
          <ViewerFields self />
          <ReasonButton type="primary" htmlType="submit" why={whyNot(can, "citizen.attend")} disabled={cameras.length === 0} loading={run.isPending}>
            {t("cit.submit")}
          </ReasonButton>
        </section>
      </Form>
    </div>
  );
}

function InterestFields() {
  const { t } = useWords();
  const must = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <>
      <Form.Item name="stake" label={t("cit.stake")}>
        <Radio.Group options={STAKES.map((v) => ({ value: v, label: coded(t, "cit.stake.", v) }))} />
      </Form.Item>
      <Form.Item name="what" label={t("cit.interest")} rules={must(t("cit.interest"))}>
        <Input.TextArea maxLength={500} autoSize autoFocus />
      </Form.Item>
      <div className="inline">
        <Form.Item name="happened" label={t("cit.happened")} rules={must(t("cit.happened"))}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
        <Form.Item name="where" label={t("cit.happenedWhere")} rules={must(t("cit.happenedWhere"))}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <div className="inline">
        <Form.Item name="from" label={t("cit.from")} rules={must(t("cit.from"))}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
        <Form.Item name="to" label={t("cit.to")} rules={must(t("cit.to"))}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
      </div>
    </>
  );
}
