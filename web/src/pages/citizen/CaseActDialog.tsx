// What may be done to a case, each act with what it asks for.
import { Alert, Form, Input, Select, Switch } from "antd";
import { sendCitizen, type CitizenCase } from "../../api/citizen";
import { useTree } from "../../api/queries";
import { FormDialog } from "../../forms/FormDialog";
import { localInput, parseLocal, wire } from "../../util/time";
import { coded, currentLanguage, useWords } from "../../words";
import { broughtOf, viewerValues, ViewerFields, type ViewerValues } from "./ViewerFields";

export const CASE_ACTS = ["evidence", "admit", "consent", "open", "sight", "extend", "mask", "refuse", "decline", "revoke", "close"] as const;
export type CaseAct = (typeof CASE_ACTS)[number];

const TOUCHED = ["citizen", "documents"] as const;
const ENDINGS = { missing: ["found", "not-found", "handed-over", "withdrawn"], related: ["looked", "withdrawn"] } as const;

interface Values extends ViewerValues {
  why?: string;
  cameraIds?: string[];
  from?: string;
  to?: string;
  cameraId?: string;
  at?: string;
  what?: string;
  others?: boolean;
  result?: (typeof ENDINGS)[keyof typeof ENDINGS][number];
  unit?: string;
  who?: string;
}

function send(act: CaseAct, c: CitizenCase, v: Values): Promise<unknown> {
  const why = v.why ?? "";
  const at = (local: string | undefined): string => wire(parseLocal(local ?? ""));
  switch (act) {
    case "evidence":
      return sendCitizen.evidence(c, broughtOf(v));
    case "admit":
      return sendCitizen.admit(c);
    case "consent":
      return sendCitizen.consent(c, why);
    case "decline":
      return sendCitizen.decline(c, why);
    case "refuse":
      return sendCitizen.refuse(c, why);
    case "extend":
      return sendCitizen.extend(c.id, { cameraIds: v.cameraIds ?? [], from: at(v.from), to: at(v.to), why });
    case "sight":
      return sendCitizen.sight(c.id, { cameraId: v.cameraId ?? "", at: at(v.at), what: v.what ?? "" });
    case "mask":
      return sendCitizen.mask(c.id, v.others === true);
    case "revoke":
      return sendCitizen.revoke(c.id, why);
    default:
      return sendCitizen.close(c.id, { result: v.result ?? "withdrawn", ...(v.what ? { what: v.what } : {}), ...(v.unit ? { unit: v.unit } : {}), ...(v.who ? { who: v.who } : {}) });
  }
}

interface Props {
  act: CaseAct;
  c: CitizenCase;
  onClose: () => void;
  /** The moment on screen, of a sighting. */
  moment?: number;
}

export function CaseActDialog({ act, c, onClose, moment }: Props) {
  const { t } = useWords();
  const title = t(act === "evidence" && c.state === "called" ? "cit.arrive" : `cit.${act}`);
  return (
    <FormDialog<Values> title={title} initial={initial(act, c, moment)} save={(v) => send(act, c, v)} touches={TOUCHED} onClose={onClose} okText={title}>
      <Fields act={act} c={c} />
    </FormDialog>
  );
}

function initial(act: CaseAct, c: CitizenCase, moment?: number): Values {
  switch (act) {
    case "evidence":
      return viewerValues(c);
    case "extend":
      return { cameraIds: [], from: localInput(Date.parse(c.from)), to: localInput(Date.now()) };
    case "sight":
      return { cameraId: c.cameraIds[0] ?? "", at: localInput(moment ?? Date.parse(c.from)) };
    case "mask":
      return { others: c.maskOthers };
    case "close":
      return { result: c.flow === "missing" ? "found" : "looked" };
    default:
      return {};
  }
}

function Text({ name, label, required = true }: { name: string; label: string; required?: boolean }) {
  const { t } = useWords();
  return (
    <Form.Item name={name} label={label} rules={required ? [{ required: true, message: t("field.required", { label }) }] : []}>
      <Input maxLength={500} />
    </Form.Item>
  );
}

function Moment({ name, label }: { name: string; label: string }) {
  return (
    <Form.Item name={name} label={label}>
      <Input type="datetime-local" step={1} />
    </Form.Item>
  );
}

function Fields({ act, c }: { act: CaseAct; c: CitizenCase }) {
  const { t } = useWords();
  switch (act) {
    case "evidence":
      return <ViewerFields self={c.flow === "related"} />;
    case "admit":
      return <Alert type="success" showIcon role="note" title={t("cit.allMet")} />;
    case "refuse":
      return <RefuseFields c={c} />;
    case "extend":
      return <ExtendFields c={c} />;
    case "sight":
      return (
        <>
          <Form.Item name="cameraId" label={t("tree.show")}>
            <Select options={c.points.map((p) => ({ value: p.cameraId, label: p.name }))} />
          </Form.Item>
          <Moment name="at" label={t("cit.sightAt")} />
          <Text name="what" label={t("cit.sightWhat")} />
        </>
      );
    case "mask":
      return (
        <Form.Item name="others" label={t("cit.mask")} valuePropName="checked" extra={t("cit.maskHelp")}>
          <Switch />
        </Form.Item>
      );
    case "close":
      return <CloseFields c={c} />;
    default:
      return <Text name="why" label={t("cit.why")} />;
  }
}

function RefuseFields({ c }: { c: CitizenCase }) {
  const { t } = useWords();
  const zh = currentLanguage() === "zh";
  return (
    <>
      <p>{t("cit.refuseHelp")}</p>
      <ul>
        {c.lacks.map((l) => (
          <li key={l.code}>{zh ? l.zh : l.en}</li>
        ))}
      </ul>
      <Text name="why" label={t("cit.note")} required={false} />
    </>
  );
}

function ExtendFields({ c }: { c: CitizenCase }) {
  const { t } = useWords();
  const tree = useTree();
  const more = (tree.data?.cameras ?? []).filter((x) => !c.cameraIds.includes(x.id)).map((x) => ({ value: x.id, label: x.name }));
  return (
    <>
      <Form.Item name="cameraIds" label={t("tree.show")}>
        <Select mode="multiple" loading={tree.isPending} options={more} showSearch={{ optionFilterProp: "label" }} />
      </Form.Item>
      <div className="inline">
        <Moment name="from" label={t("cit.from")} />
        <Moment name="to" label={t("cit.to")} />
      </div>
      <Text name="why" label={t("cit.extendWhy")} />
    </>
  );
}

function CloseFields({ c }: { c: CitizenCase }) {
  const { t } = useWords();
  const result = Form.useWatch<string | undefined>("result");
  return (
    <>
      <Form.Item name="result" label={t("cit.result")}>
        <Select options={ENDINGS[c.flow].map((v) => ({ value: v, label: coded(t, "cit.result.", v) }))} />
      </Form.Item>
      {result === "handed-over" ? (
        <div className="inline">
          <Text name="unit" label={t("cit.unit")} />
          <Text name="who" label={t("cit.taker")} required={false} />
        </div>
      ) : null}
      <Text name="what" label={t("cit.note")} required={false} />
    </>
  );
}
