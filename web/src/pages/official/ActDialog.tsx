// What may be done to an application, each act with what it asks for.
import { Alert, Checkbox, Form, Input, InputNumber, Select } from "antd";
import { sendOfficial, type Application, type FollowUp, type Granting } from "../../api/official";
import { filled } from "../../api/works";
import { AttachmentField } from "../../forms/AttachmentField";
import { FormDialog } from "../../forms/FormDialog";
import { localInput, parseLocal, wire } from "../../util/time";
import { coded, currentLanguage, useWords } from "../../words";
import { EvidenceFields, evidenceOf, type EvidenceValues } from "./EvidenceFields";

export const ACTS_OF = ["evidence", "grant", "part", "refuse", "open", "again", "hold", "follow", "revoke", "withdraw", "close"] as const;
export type Act = (typeof ACTS_OF)[number];

const TOUCHED = ["official", "documents"] as const;

interface Props {
  act: Act;
  a: Application;
  onClose: () => void;
}

interface Values extends EvidenceValues {
  reason?: string;
  head?: string;
  why?: string;
  returnBy?: string;
  cameraIds?: string[];
  acts?: Application["acts"];
  from?: string;
  to?: string;
  minutes?: number;
  line?: number;
  receivedOn?: string;
  due?: string;
  done?: "returned" | "destroyed" | "kept-in-file";
  doneOn?: string;
  receipt?: string[];
}

/** What of the asked is granted; times as the server takes them. */
function partOf(v: Values): Granting {
  const at = (local: string | undefined) => (local ? wire(parseLocal(local)) : undefined);
  return filled({ reason: v.reason, cameraIds: v.cameraIds, acts: v.acts, from: at(v.from), to: at(v.to), minutes: v.minutes, returnBy: v.returnBy }) as Granting;
}

function followOf(v: Values): FollowUp {
  return { line: v.line ?? 0, ...filled({ receiptId: v.receipt?.[0], receivedOn: v.receivedOn, due: v.due, done: v.done, doneOn: v.doneOn }) };
}

function send(act: Act, a: Application, v: Values): Promise<unknown> {
  switch (act) {
    case "evidence":
      return sendOfficial.evidence(a, evidenceOf(v, { unit: a.organ, matter: a.caseNumber ?? a.about ?? "" }));
    case "again":
      return sendOfficial.evidence(a, { officers: a.officers.map((o) => ({ name: o.name, unit: o.unit ?? "", card: o.card, ...kept(o), shown: v.officers?.[0]?.shown === true })) });
    case "grant":
      return sendOfficial.grant(a, v.returnBy ? { returnBy: v.returnBy } : {});
    case "part":
      return sendOfficial.grant(a, partOf(v));
    case "refuse":
      return sendOfficial.refuse(a, filled({ reason: v.reason, head: v.head }));
    case "hold":
      return sendOfficial.hold(a, v.reason ?? "");
    case "revoke":
      return sendOfficial.revoke(a, v.why ?? "");
    case "withdraw":
      return sendOfficial.withdraw(a, v.why ?? "");
    case "follow":
      return sendOfficial.follow(a, followOf(v));
    default:
      return sendOfficial.close(a);
  }
}

/** What identifies an officer besides name, unit and card: sent back as it was noted, or the confirmation is of somebody else. */
function kept(o: Application["officers"][number]) {
  return {
    ...(o.unitId ? { unitId: o.unitId } : {}),
    ...(o.post ? { post: o.post } : {}),
    ...(o.certificate ? { certificate: o.certificate } : {}),
    ...(o.phone ? { phone: o.phone } : {}),
    ...(o.login ? { login: o.login } : {}),
  };
}

function initial(act: Act, a: Application): Values {
  switch (act) {
    case "evidence":
      return {
        officers: a.officers.map((o) => ({ name: o.name, unit: o.unit ?? "", card: o.card, ...(o.login ? { login: o.login } : {}), shown: false })),
        letter: { until: a.introduction?.until ?? "", number: a.introduction?.number ?? "", unit: a.introduction?.unit ?? "", matter: a.introduction?.matter ?? "" },
        registered: a.registered !== undefined,
        served: a.notice !== undefined,
        signed: a.notice?.signed ?? true,
      };
    case "part":
      return { cameraIds: a.cameraIds, acts: a.acts, from: localInput(Date.parse(a.from)), to: localInput(Date.parse(a.to)) };
    case "follow":
      return { line: 0, due: a.copies[0]?.due ?? "", receivedOn: a.copies[0]?.receivedOn ?? "" };
    default:
      return {};
  }
}

export function ActDialog({ act, a, onClose }: Props) {
  const { t } = useWords();
  const title: Record<Act, string> = {
    evidence: t("off.supplement"), again: t("off.again"), grant: t("off.grant"), part: t("off.grantPart"), refuse: t("off.refuse"), hold: t("off.hold"),
    open: t("off.open"), revoke: t("off.revoke"), follow: t("off.followAct"), withdraw: t("off.withdraw"), close: t("off.close"),
  };
  return (
    <FormDialog<Values> title={title[act]} initial={initial(act, a)} save={(v) => send(act, a, v)} touches={TOUCHED} onClose={onClose} okText={title[act]}>
      <Fields act={act} a={a} />
    </FormDialog>
  );
}

function Text({ name, label, required = true }: { name: string; label: string; required?: boolean }) {
  const { t } = useWords();
  return (
    <Form.Item name={name} label={label} rules={required ? [{ required: true, message: t("field.required", { label }) }] : []}>
      <Input maxLength={500} />
    </Form.Item>
  );
}

function DateOf({ name, label }: { name: string; label: string }) {
  return (
    <Form.Item name={name} label={label}>
      <Input type="date" />
    </Form.Item>
  );
}

function Fields({ act, a }: { act: Act; a: Application }) {
  const { t } = useWords();
  const takes = a.acts.some((x) => x !== "view" && x !== "viewBasic");
  switch (act) {
    case "evidence":
      return <EvidenceFields />;
    case "again":
      return (
        <Form.Item name={["officers", 0, "shown"]} valuePropName="checked" label={a.officers.map((o) => `${o.name} ${o.card}`).join("、")}>
          <Checkbox autoFocus>{t("off.shown")}</Checkbox>
        </Form.Item>
      );
    case "grant":
      return (
        <>
          <Alert type="success" showIcon role="note" title={t("off.allMet")} />
          {takes ? <DateOf name="returnBy" label={t("off.returnBy")} /> : null}
        </>
      );
    case "part":
      return <PartFields a={a} takes={takes} />;
    case "refuse":
      return <RefuseFields a={a} />;
    case "hold":
      return (
        <>
          <p className="faint">{t("off.holdHelp")}</p>
          <Text name="reason" label={t("off.reason")} />
        </>
      );
    case "revoke":
      return (
        <>
          <Alert type="warning" showIcon role="note" title={t("off.revokeHelp")} />
          <Text name="why" label={t("off.why")} />
        </>
      );
    case "withdraw":
      return <Text name="why" label={t("off.why")} />;
    case "follow":
      return <FollowFields a={a} />;
    default:
      return null;
  }
}

function PartFields({ a, takes }: { a: Application; takes: boolean }) {
  const { t } = useWords();
  return (
    <>
      <Form.Item name="acts" label={t("off.acts")}>
        <Checkbox.Group options={a.acts.map((v) => ({ value: v, label: coded(t, "off.act.", v) }))} />
      </Form.Item>
      <Form.Item name="cameraIds" label={t("tree.show")}>
        <Select mode="multiple" options={a.points.map((p) => ({ value: p.cameraId, label: p.name }))} />
      </Form.Item>
      <div className="inline">
        <Form.Item name="from" label={t("off.from")}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
        <Form.Item name="to" label={t("off.to")}>
          <Input type="datetime-local" step={1} />
        </Form.Item>
        <Form.Item name="minutes" label={t("off.minutes")}>
          <InputNumber min={1} max={525_600} />
        </Form.Item>
      </div>
      {takes ? <DateOf name="returnBy" label={t("off.returnBy")} /> : null}
      <Text name="reason" label={t("off.partReason")} />
    </>
  );
}

function RefuseFields({ a }: { a: Application }) {
  const { t } = useWords();
  const lacks = a.conditions.flatMap((c) => c.lacks);
  const zh = currentLanguage() === "zh";
  if (lacks.length === 0) {
    return (
      <>
        <Alert type="error" showIcon role="note" title={t("off.refuseAllMet")} />
        <Text name="head" label={t("off.head")} />
        <Text name="reason" label={t("off.reason")} />
      </>
    );
  }
  return (
    <>
      <p>{t("off.refuseMissing")}</p>
      <ul>
        {lacks.map((l) => (
          <li key={l.code}>{zh ? l.zh : l.en}</li>
        ))}
      </ul>
      <Text name="reason" label={t("off.reason")} required={false} />
    </>
  );
}

function FollowFields({ a }: { a: Application }) {
  const { t } = useWords();
  return (
    <>
      <Form.Item name="line" label={t("off.acts")}>
        <Select options={a.copies.map((c, i) => ({ value: i, label: coded(t, "off.act.", c.act) }))} />
      </Form.Item>
      <DateOf name="receivedOn" label={t("off.receivedOn")} />
      <AttachmentField name="receipt" word="off.receipt" single confidential />
      <DateOf name="due" label={t("off.returnBy")} />
      <Form.Item name="done" label={t("off.done")}>
        <Select allowClear options={(["returned", "destroyed", "kept-in-file"] as const).map((v) => ({ value: v, label: coded(t, "off.done.", v) }))} />
      </Form.Item>
      <DateOf name="doneOn" label={t("off.doneOn")} />
    </>
  );
}
