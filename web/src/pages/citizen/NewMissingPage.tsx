// Somebody is missing: one page, by keyboard, to the first picture. Cameras are
// suggested by distance and time as soon as time and place are known.
import { Alert, App, Checkbox, Form, Input, InputNumber, Radio } from "antd";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createElement, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { whyNot } from "../../api/can";
import { sendCitizen, useHere, useSuggestions, type MissingBody } from "../../api/citizen";
import type { Tree } from "../../api/model";
import { useTree } from "../../api/queries";
import { useSession } from "../../api/session";
import { PlaceField } from "../../forms/pickers";
import { FailureWords } from "../../ui/ArticleRef";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { clock, HOUR, localInput, parseLocal, wire } from "../../util/time";
import { coded, useWords } from "../../words";
import { CameraPick } from "./CameraPick";
import { broughtOf, ViewerFields, type ViewerValues } from "./ViewerFields";

const CATEGORIES = ["elderly", "child", "intellectual-disability", "other"] as const;
/** So many of the suggested are taken at once. */
const TAKEN = 8;

interface Values extends ViewerValues {
  name: string;
  age?: number;
  sex?: "female" | "male";
  category: (typeof CATEGORIES)[number];
  clothes?: string;
  lastSeen: string;
  where: string;
  placeId?: string;
  police?: string;
  from: string;
  to: string;
  here?: boolean;
}

function bodyOf(v: Values, cameraIds: string[]): MissingBody {
  return {
    person: {
      name: v.name,
      category: v.category,
      lastSeenAt: wire(parseLocal(v.lastSeen)),
      where: v.where,
      ...(v.age ? { age: v.age } : {}),
      ...(v.sex ? { sex: v.sex } : {}),
      ...(v.clothes ? { clothes: v.clothes } : {}),
      ...(v.police ? { policeNumber: v.police } : {}),
    },
    cameraIds,
    from: wire(parseLocal(v.from)),
    to: wire(parseLocal(v.to)),
    here: v.here === true,
    ...(v.here ? { evidence: broughtOf(v) } : {}),
  };
}

export function Component() {
  const { t } = useWords();
  const tree = useTree();
  return (
    <Page title={t("cit.missingNew")} lead={<span className="faint">{t("cit.missingLead")}</span>}>
      <Loaded query={tree}>{(data) => <Arrival tree={data} />}</Loaded>
    </Page>
  );
}

/** Registers; with everything there it admits at once, and goes on to the pictures. */
async function register(body: MissingBody): Promise<{ id: string; admitted: boolean }> {
  const made = await sendCitizen.missing(body);
  if (!body.here || made.lacks.length > 0) return { id: made.id, admitted: false };
  const c = await sendCitizen.admit(made);
  return { id: c.id, admitted: true };
}

function Arrival({ tree }: { tree: Tree }) {
  const { t } = useWords();
  const { can } = useSession();
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const here = useHere();
  const [form] = Form.useForm<Values>();
  const [picked, setPicked] = useState<string[] | null>(null);
  const present = Form.useWatch("here", form) ?? true;
  const category = Form.useWatch("category", form);
  const place = Form.useWatch("placeId", form);
  const seen = Form.useWatch("lastSeen", form) ?? "";
  const around = useSuggestions(place, Number.isNaN(parseLocal(seen)) ? "" : wire(parseLocal(seen)));
  const cameras = useMemo(() => picked ?? (around.data?.items ?? []).slice(0, TAKEN).map((s) => s.cameraId), [picked, around.data]);
  const run = useMutation({
    mutationFn: (v: Values) => register(bodyOf(v, cameras)),
    onSuccess: async ({ id, admitted }) => {
      await client.invalidateQueries({ queryKey: ["citizen"] });
      void navigate(admitted && here.data?.bound ? paths.citizenView(id) : paths.citizen(id));
    },
    onError: (error) => void message.error(createElement(FailureWords, { error }), 8),
  });
  const now = Date.now();
  const pick = (id: string): void => setPicked(cameras.includes(id) ? cameras.filter((x) => x !== id) : [...cameras, id]);
  const label = ({ name, metres, from, to }: { name: string; metres: number; from: string; to: string }) =>
    t("cit.suggestion", { name, metres: Math.round(metres), from: clock(from), to: clock(to) });
  return (
    <div className="deckpage">
      <CameraPick tree={tree} chosen={cameras} onPick={pick} suggestions={(around.data?.items ?? []).map((s) => ({ id: s.cameraId, label: label(s) }))} waiting={place === undefined || seen === ""} />
      <Form<Values>
        form={form}
        layout="vertical"
        className="counter"
        initialValues={{ category: "elderly", lastSeen: localInput(now - HOUR), from: localInput(now - HOUR), to: localInput(now), here: true, signed: true, viewer: { papers: "id-card", relation: "relative" } }}
        onValuesChange={(change: Partial<Values>) => {
          if (change.lastSeen !== undefined) form.setFieldValue("from", change.lastSeen);
        }}
        onFinish={(v) => run.mutate(v)}
        scrollToFirstError
      >
        <section>
          <h2>{t("cit.who")}</h2>
          {here.data && !here.data.platform ? <Alert type="warning" showIcon title={t("cit.notPlatform")} /> : null}
          <p role="status">{cameras.length === 0 ? t("cit.camerasNone") : t("cit.cameras", { n: cameras.length })}</p>
          <PersonFields other={category === "other"} />
        </section>
        <section>
          <h2>{t("cit.viewer")}</h2>
          <Form.Item name="here" valuePropName="checked" extra={t("cit.hereHelp")}>
            <Checkbox>{t("cit.here")}</Checkbox>
          </Form.Item>
          {present ? <ViewerFields self={false} /> : null}
          <ReasonButton type="primary" htmlType="submit" why={whyNot(can, "citizen.attend")} disabled={cameras.length === 0} loading={run.isPending}>
            {t(present ? "cit.submitLook" : "cit.submit")}
          </ReasonButton>
        </section>
      </Form>
    </div>
  );
}

function PersonFields({ other }: { other: boolean }) {
  const { t } = useWords();
  const must = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <>
      <div className="inline">
        <Form.Item name="name" label={t("cit.name")} rules={must(t("cit.name"))}>
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="age" label={t("cit.age")}>
          <InputNumber min={0} max={130} />
        </Form.Item>
        <Form.Item name="sex" label={t("cit.sex")}>
          <Radio.Group options={(["female", "male"] as const).map((v) => ({ value: v, label: coded(t, "cit.sex.", v) }))} />
        </Form.Item>
      </div>
      <Form.Item name="category" label={t("cit.category")}>
        <Radio.Group options={CATEGORIES.map((v) => ({ value: v, label: coded(t, "cit.cat.", v) }))} />
      </Form.Item>
      {other ? <Alert type="warning" showIcon role="note" title={t("cit.catOther")} /> : null}
      <div className="inline">
        <Form.Item name="lastSeen" label={t("cit.lastSeen")} rules={must(t("cit.lastSeen"))}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
        <Form.Item name="where" label={t("cit.where")} rules={must(t("cit.where"))}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <PlaceField label={t("cit.place")} required={false} />
      <Form.Item name="clothes" label={t("cit.clothes")}>
        <Input maxLength={300} />
      </Form.Item>
      <div className="inline">
        <Form.Item name="from" label={t("cit.from")} rules={must(t("cit.from"))}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
        <Form.Item name="to" label={t("cit.to")} rules={must(t("cit.to"))}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
      </div>
      <Form.Item name="police" label={t("cit.police")}>
        <Input maxLength={100} />
      </Form.Item>
    </>
  );
}
