// Recording a finding and closing one (form 6.28).
import { Alert, Form, Input, Select } from "antd";
import { sendFindings, SOURCES, useFindingKinds, VERDICTS, type Finding, type FindingBody, type FindingClose } from "../api/findings";
import { articleName } from "../api/problem";
import { useRoomUses } from "../api/queries";
import { coded, useWords } from "../words";
import { AttachmentField } from "./AttachmentField";
import { ChoiceField, DayField, TextField } from "./fields";
import { FormDialog } from "./FormDialog";
import { CameraField, PlaceField, SystemField } from "./pickers";
import { OrganisationField } from "./units";

const TOUCHES = ["findings", "attachments", "documents", "obligations"];
/** Kinds that are about a room where none may be; they name its use. */
const ROOMS: ReadonlySet<string> = new Set(["forbidden-room", "suspected-camera"]);

/** What a form says without the fields that were left empty. */
function filledIn<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined && v !== null && v !== "")) as T;
}

type Where = Pick<FindingBody, "placeId" | "systemId" | "cameraId" | "organisationId">;

export function FindingForm({ about = {}, onClose }: { about?: Where; onClose: () => void }) {
  const { t } = useWords();
  const kinds = useFindingKinds();
  const options = (kinds.data ?? []).filter((k) => k.reportable).map((k) => ({ value: k.fault, label: `${coded(t, "find.kind.", k.fault)} · ${articleName(k.article)}` }));
  return (
    <FormDialog<FindingBody> title={t("find.new")} initial={{ fault: "forbidden-room", source: "staff", ...about }} save={(v) => sendFindings.report(filledIn(v))} touches={TOUCHES} onClose={onClose}>
      <Form.Item name="fault" label={t("find.kind")} extra={t("find.kindHelp")} rules={[{ required: true, message: t("field.required", { label: t("find.kind") }) }]}>
        <Select loading={kinds.isPending} options={options} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>{({ getFieldValue }) => (ROOMS.has(String(getFieldValue("fault"))) ? <ForbiddenUse required={getFieldValue("fault") === "forbidden-room"} /> : null)}</Form.Item>
      <fieldset>
        <legend>{t("find.where")}</legend>
        <PlaceField required={false} />
        <SystemField required={false} />
        <CameraField name="cameraId" required={false} />
        <OrganisationField name="organisationId" label={t("acc.organisation")} />
        <TextField name="spot" word="find.spot" max={300} />
        <p className="faint">{t("find.whereHelp")}</p>
      </fieldset>
      <TextField name="note" word="find.note" required rows={3} max={1000} />
      <ChoiceField name="source" word="find.source" required values={SOURCES.filter((s) => s !== "house")} prefix="find.source." />
      <Form.Item noStyle shouldUpdate>{({ getFieldValue }) => (getFieldValue("source") === "staff" ? null : <Finder />)}</Form.Item>
      <div className="inline">
        <TextField name="handler" word="find.handler" max={100} />
        <DayField name="due" word="find.due" />
      </div>
      <AttachmentField />
    </FormDialog>
  );
}

function ForbiddenUse({ required }: { required: boolean }) {
  const { t, language } = useWords();
  const uses = useRoomUses();
  return (
    <Form.Item name="roomUse" label={t("reg.roomUse")} rules={required ? [{ required: true, message: t("field.required", { label: t("reg.roomUse") }) }] : []}>
      <Select allowClear={!required} loading={uses.isPending} options={(uses.data ?? []).filter((u) => u.forbidden).map((u) => ({ value: u.code, label: `${language === "zh" ? u.zh : u.en} · ${articleName(u.article)}` }))} />
    </Form.Item>
  );
}

function Finder() {
  const { t } = useWords();
  return (
    <div className="inline">
      <Form.Item name="finder" label={t("find.finderName")} extra={t("find.finderHelp")}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="finderPhone" label={t("find.finderPhone")}>
        <Input maxLength={60} inputMode="tel" autoComplete="off" />
      </Form.Item>
    </div>
  );
}

export function FindingCloseForm({ finding: f, onClose }: { finding: Finding; onClose: () => void }) {
  const { t } = useWords();
  const review = f.fault === "privacy-review";
  const suspected = f.fault === "suspected-camera";
  const told = f.source === "citizen" || f.source === "inspector";
  return (
    <FormDialog<FindingClose> title={`${t("find.close")} · ${coded(t, "find.kind.", f.fault)}`} initial={{ verdict: "corrected" }} save={(v) => sendFindings.close(f.id, filledIn(v))} touches={TOUCHES} onClose={onClose} okText={t("find.close")}>
      {review ? <Alert type="info" showIcon title={t("find.review")} /> : null}
      <ChoiceField name="verdict" word="find.verdict" required values={VERDICTS.filter((v) => v !== "confirmed" || suspected)} prefix="find.verdict." />
      {suspected ? <p className="faint">{t("find.confirmedHelp")}</p> : null}
      <TextField name="outcome" word="find.outcome" required rows={3} max={2000} />
      {told ? <TextField name="reply" word="find.reply" rows={2} max={2000} /> : null}
      <AttachmentField word={review ? "find.picture" : "find.photos"} accept="image/*" required={review} />
    </FormDialog>
  );
}
