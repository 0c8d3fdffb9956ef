// Receiving an application at the counter, on one page and by keyboard: what is
// asked on the left, the four conditions on the right. What repeats itself is
// filled in: units from the organ, the letter's matter from the case.
import { App, Button, Checkbox, Form, Input, Select, type FormInstance } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createElement, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { whyNot } from "../../api/can";
import type { Tree, TreeCamera } from "../../api/model";
import { sendOfficial, type ApplicationBody } from "../../api/official";
import { useTree } from "../../api/queries";
import { useSession } from "../../api/session";
import { FailureWords } from "../../ui/ArticleRef";
import { CameraTree } from "../../ui/CameraTree";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { day, HOUR, localInput, parseLocal, wire } from "../../util/time";
import { coded, useWords } from "../../words";
import { EvidenceFields, evidenceOf, type EvidenceValues } from "./EvidenceFields";
import { MapPick } from "./MapPick";
import { SpanPick } from "./SpanPick";

const AUTHORITIES = ["investigation", "procuratorate", "court", "court-order", "administrative", "emergency", "statutory"] as const;
const ACTS = ["view", "retrieve", "copy", "forwardLive", "viewBasic", "retrieveBasic", "copyBasic"] as const;
const LEVELS = ["secret", "confidential", "top-secret"] as const;
/** Any camera one knows of can be asked for: an act that the server bars on no camera. */
const PICK = ["pick"] as const;

export interface AskedValues extends EvidenceValues {
  authority: (typeof AUTHORITIES)[number];
  organ: string;
  caseNumber?: string;
  about?: string;
  law?: string;
  purpose: string;
  clearance?: string;
  clearanceLevel?: (typeof LEVELS)[number];
  acts: (typeof ACTS)[number][];
  from: string;
  to: string;
}

export function Component() {
  const { t } = useWords();
  const tree = useTree();
  return (
    <Page title={t("off.receive")} lead={<span className="faint">{t("off.lead")}</span>}>
      <Loaded query={tree}>{(data) => <Counter tree={data} />}</Loaded>
    </Page>
  );
}

function bodyOf(v: AskedValues, cameraIds: string[]): ApplicationBody {
  const matter = v.caseNumber?.trim() || v.about?.trim() || "";
  return {
    authority: v.authority,
    organ: v.organ,
    ...(v.caseNumber ? { caseNumber: v.caseNumber } : {}),
    ...(v.about ? { about: v.about } : {}),
    ...(v.law ? { law: v.law } : {}),
    ...(v.clearance ? { clearance: v.clearance, clearanceLevel: v.clearanceLevel ?? "secret" } : {}),
    purpose: v.purpose,
    acts: v.acts,
    cameraIds,
    from: wire(parseLocal(v.from)),
    to: wire(parseLocal(v.to)),
    evidence: evidenceOf(v, { unit: v.organ, matter }),
  };
}

function Counter({ tree }: { tree: Tree }) {
  const { t } = useWords();
  const { can } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [cameras, setCameras] = useState<string[]>([]);
  const [map, setMap] = useState(false);
  const [form] = Form.useForm<AskedValues>();
  const authority = Form.useWatch("authority", form) ?? "investigation";
  const chosen = useMemo(() => new Set(cameras), [cameras]);
  const run = useMutation({
    mutationFn: (v: AskedValues) => sendOfficial.receive(bodyOf(v, cameras)),
    onSuccess: async (a) => {
      await client.invalidateQueries({ queryKey: ["official"] });
      void navigate(paths.officialOne(a.id));
    },
    onError: (error) => void message.error(createElement(FailureWords, { error }), 8),
  });
  const now = Date.now();
  return (
    <div className="deckpage">
      <aside className="wallside" aria-label={t("tree.show")}>
        <CameraTree tree={tree} acts={PICK} chosen={chosen} onChoose={(c) => setCameras((before) => (before.includes(c.id) ? before.filter((x) => x !== c.id) : [...before, c.id]))} />
      </aside>
      <Form<AskedValues>
        form={form}
        layout="vertical"
        className="counter"
        initialValues={{ authority: "investigation", acts: ["view"], from: localInput(now - 2 * HOUR), to: localInput(now - HOUR), letter: { until: day(now) }, signed: true }}
        onFinish={(v) => run.mutate(v)}
        scrollToFirstError
      >
        <section>
          <h2>{t("off.asked")}</h2>
          <p role="status">
            {cameras.length === 0 ? t("off.camerasNone") : t("off.cameras", { n: cameras.length })}{" "}
            <Button size="small" onClick={() => setMap(true)}>
              {t("off.onMap")}
            </Button>
          </p>
          {cameras.length === 0 ? null : <SpanOf form={form} cameras={tree.cameras.filter((c) => chosen.has(c.id))} />}
          <AskedFields described={authority === "administrative" || authority === "emergency"} statutory={authority === "statutory"} />
        </section>
        <section>
          <h2>{t("off.evidence")}</h2>
          <EvidenceFields />
          <ReasonButton type="primary" htmlType="submit" why={whyNot(can, "official.register")} disabled={cameras.length === 0} loading={run.isPending}>
            {t("off.submit")}
          </ReasonButton>
        </section>
      </Form>
      {map ? <MapPick tree={tree} chosen={cameras} onChange={setCameras} onClose={() => setMap(false)} /> : null}
    </div>
  );
}

/** The timeline and the two fields are one span, whichever is used. */
function SpanOf({ form, cameras }: { form: FormInstance<AskedValues>; cameras: readonly TreeCamera[] }) {
  const from = parseLocal(Form.useWatch("from", form) ?? "");
  const to = parseLocal(Form.useWatch("to", form) ?? "");
  const span = to > from ? { from, to } : null; // not while one of them is half typed
  return <SpanPick cameras={cameras} span={span} onSpan={(s) => form.setFieldsValue({ from: localInput(s.from), to: localInput(s.to) })} />;
}

function AskedFields({ described, statutory }: { described: boolean; statutory: boolean }) {
  const { t } = useWords();
  const must = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <>
      <Form.Item name="authority" label={t("off.auth")}>
        <Select options={AUTHORITIES.map((v) => ({ value: v, label: coded(t, "off.auth.", v) }))} />
      </Form.Item>
      <Form.Item name="organ" label={t("off.organ")} extra={t("off.organHelp")} rules={must(t("off.organ"))}>
        <Input maxLength={200} autoFocus />
      </Form.Item>
      <Form.Item name="caseNumber" label={t("off.case")}>
        <Input maxLength={200} />
      </Form.Item>
      {described || statutory ? (
        <Form.Item name="about" label={t("off.about")} extra={t("off.aboutHelp")}>
          <Input maxLength={500} />
        </Form.Item>
      ) : null}
      {statutory ? (
        <Form.Item name="law" label={t("off.law")} rules={must(t("off.law"))}>
          <Input maxLength={300} />
        </Form.Item>
      ) : null}
      <Form.Item name="purpose" label={t("off.purpose")} rules={must(t("off.purpose"))}>
        <Input maxLength={500} />
      </Form.Item>
      <div className="inline">
        <Form.Item name="from" label={t("off.from")} rules={must(t("off.from"))}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
        <Form.Item name="to" label={t("off.to")} rules={must(t("off.to"))}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
      </div>
      <Form.Item name="acts" label={t("off.acts")} rules={must(t("off.acts"))}>
        <Checkbox.Group options={ACTS.map((v) => ({ value: v, label: coded(t, "off.act.", v) }))} />
      </Form.Item>
      <Form.Item name="clearance" label={t("off.clearance")}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="clearanceLevel" label={t("clear.level")} dependencies={["clearance"]}>
        <Select allowClear options={LEVELS.map((l) => ({ value: l, label: coded(t, "clear.level.", l) }))} />
      </Form.Item>
    </>
  );
}
