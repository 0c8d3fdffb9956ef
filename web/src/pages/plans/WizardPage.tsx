// Who must build: the questions of W168/10 in its own order, one at a time. The
// server says what follows from the answers.
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Radio, Steps } from "antd";
import { useNavigate, useSearchParams } from "react-router";
import { sendPlan, type BuilderCase } from "../../api/plans";
import { articleName, failure } from "../../api/problem";
import { AttachmentField } from "../../forms/AttachmentField";
import { allOf, oneOf, TextField } from "../../forms/fields";
import { PlaceField } from "../../forms/pickers";
import { Page } from "../../ui/Page";
import { useChange } from "../../ui/useChange";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

interface Entry extends Omit<BuilderCase, "agreementId" | "agreed"> {
  placeId: string;
  agreed?: "owner" | "user" | "";
  agreement?: string[];
  attachments?: string[];
  note?: string;
}

const SITES = ["city-road", "rail-transit", "bridge", "tunnel", "pedestrian-crossing", "large-square", "other"] as const;

/** The case as the server takes it. */
function caseOf({ agreed, agreement, placeId: _place, attachments: _files, note: _note, ...rest }: Partial<Entry>): BuilderCase {
  const id = oneOf(agreement);
  return { ...rest, site: rest.site ?? "other", ...(agreed ? { agreed } : {}), ...(id ? { agreementId: id } : {}) };
}

export function Component() {
  const { t } = useWords();
  const go = useNavigate();
  const [query] = useSearchParams();
  const [form] = Form.useForm<Entry>();
  const entered = Form.useWatch([], form);
  const save = useChange({
    run: (e: Entry) => sendPlan.decideBuilder({ placeId: e.placeId, case: caseOf(e), ...(e.note ? { note: e.note } : {}), attachmentIds: allOf(e.attachments) }),
    touches: ["responsibilities", "building-duties"],
    done: () => void go(paths.responsibilities()),
  });
  const listed = entered?.site !== undefined && entered.site !== "other";
  const agreed = entered?.agreed === "owner" || entered?.agreed === "user";
  const at = entered?.site === undefined ? 0 : listed ? 3 : entered.agreed === undefined ? 1 : agreed ? 3 : entered.statePublic === undefined ? 2 : 3;
  return (
    <Page title={t("resp.new")}>
      <Steps
        current={at}
        size="small"
        items={[
          { title: t("resp.ask.listed-site"), content: articleName("W168/10/1") },
          { title: t("resp.ask.agreement"), content: articleName("W168/10/2") },
          { title: t("resp.ask.state-public"), content: articleName("W168/10/2") },
          { title: t("resp.result") },
        ]}
      />
      <Form<Entry> form={form} layout="vertical" initialValues={{ placeId: query.get("place") ?? undefined }} onFinish={(e) => save.mutate(e)} style={{ maxWidth: 720, marginTop: 24 }}>
        <PlaceField />
        <Form.Item name="site" label={t("resp.site")} rules={[{ required: true, message: t("field.required", { label: t("resp.site") }) }]}>
          <Radio.Group options={SITES.map((s) => ({ value: s, label: coded(t, "site.", s) }))} />
        </Form.Item>
        {listed ? <TextField name="government" word="party.government" required /> : null}
        {entered?.site === "other" ? <Elsewhere agreed={agreed} asked={entered.agreed === ""} /> : null}
        {at === 3 ? (
          <>
            <TextField name="note" word="field.note" rows={2} max={1000} />
            <AttachmentField />
            <Outcome of={caseOf(entered ?? {})} />
            <Button type="primary" htmlType="submit" loading={save.isPending}>{t("resp.save")}</Button>
          </>
        ) : null}
      </Form>
    </Page>
  );
}

function Elsewhere({ agreed, asked }: { agreed: boolean; asked: boolean }) {
  const { t } = useWords();
  return (
    <>
      <div className="inline">
        <Form.Item name="owner" label={t("party.owner")}><Input maxLength={200} /></Form.Item>
        <Form.Item name="user" label={t("party.user")}><Input maxLength={200} /></Form.Item>
      </div>
      <Form.Item name="agreed" label={t("resp.ask.agreement")}>
        <Radio.Group options={[{ value: "owner", label: t("resp.agreedOwner") }, { value: "user", label: t("resp.agreedUser") }, { value: "", label: t("resp.notAgreed") }]} />
      </Form.Item>
      {agreed ? <AttachmentField name="agreement" word="resp.agreement" required /> : null}
      {asked ? (
        <>
          <Form.Item name="statePublic" label={t("resp.ask.state-public")}>
            <Radio.Group options={[{ value: true, label: t("wk.yes") }, { value: false, label: t("wk.no") }]} />
          </Form.Item>
          <Form.Item name="manager" label={t("party.manager")}><Input maxLength={200} /></Form.Item>
        </>
      ) : null}
    </>
  );
}

/** What the server says follows from the answers. */
function Outcome({ of }: { of: BuilderCase }) {
  const { t } = useWords();
  const found = useQuery({ queryKey: ["responsibility-preview", of], queryFn: () => sendPlan.previewBuilder(of), retry: false });
  if (found.error) return <Alert type="warning" showIcon title={failure(found.error)} style={{ marginBottom: 16 }} />;
  if (!found.data) return null;
  const r = found.data;
  return (
    <Alert
      type="success"
      showIcon
      role="status"
      style={{ marginBottom: 16 }}
      title={t("resp.outcome", { party: coded(t, "party.", r.party), name: r.addressee })}
      description={articleName(r.article)}
    />
  );
}
