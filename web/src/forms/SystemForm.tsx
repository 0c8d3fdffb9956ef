// Making or changing a video system.
import { Form, Input, InputNumber, Select, Switch } from "antd";
import type { SystemBody, VideoSystem } from "../api/model";
import { send } from "../api/send";
import { useWords, type Word } from "../words";
import { FactsFields } from "./FactsFields";
import { FormDialog } from "./FormDialog";
import { PlaceField } from "./pickers";
import { OrganisationField, TradeField } from "./units";

const FUNDING = ["public", "private", "mixed"] as const;
const SIX = ["capture", "transmission", "control", "display", "processing", "storage"] as const;
const PARTIES: readonly (readonly [string, Word])[] = [
  ["ownerId", "sys.owner"],
  ["userId", "sys.user"],
  ["builderId", "sys.builder"],
  ["operatorId", "sys.operator"],
  ["maintainerId", "sys.maintainer"],
  ["managementId", "sys.management"],
];
const GRADES = [1, 2, 3, 4, 5];
const RESULTS = ["passed", "failed"] as const;

/** A change replaces the whole; what the form does not show must not be lost. */
function bodyOf(s: VideoSystem): Partial<SystemBody> {
  const { names: _names, can: _can, etag: _etag, effective: _effective, ...rest } = s;
  return { ...rest, funding: FUNDING.find((f) => f === s.funding) };
}

export function SystemForm({ system, onClose }: { system: VideoSystem | null; onClose: () => void }) {
  const { t } = useWords();
  const save = (value: SystemBody) => (system === null ? send.makeSystem(value) : send.changeSystem(system, value));
  return (
    <FormDialog<SystemBody>
      title={system === null ? t("reg.newSystem") : t("reg.editSystem")}
      initial={system === null ? {} : bodyOf(system)}
      save={save}
      touches={["systems", "system", "tree"]}
      onClose={onClose}
    >
      <Form.Item name="name" label={t("field.name")} rules={[{ required: true, message: t("field.required", { label: t("field.name") }) }]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="code" label={t("sys.code")}>
        <Input maxLength={40} />
      </Form.Item>
      <PlaceField />
      <FactsFields change={system !== null} />
      <Form.Item name="noDutyReason" label={t("reg.noDuty")}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <fieldset>
        <legend>{t("sys.parties")}</legend>
        {PARTIES.map(([name, word]) => (
          <OrganisationField key={name} name={name} label={t(word)} names={system?.names} extra={name === "maintainerId" ? t("sys.maintainerHelp") : undefined} />
        ))}
        <TradeField />
        <OrganisationField name="departmentId" label={t("sys.department")} fn="department" names={system?.names} />
      </fieldset>
      <div className="inline">
        <Form.Item name="funding" label={t("sys.funding")}>
          <Select allowClear options={FUNDING.map((f) => ({ value: f, label: t(`sys.funding.${f}`) }))} />
        </Form.Item>
        <Form.Item name="completed" label={t("reg.completed")}>
          <Input type="date" style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name="putIntoUse" label={t("sys.putIntoUse")}>
          <Input type="date" style={{ width: 160 }} />
        </Form.Item>
      </div>
      <SixFields />
      <ProtectionFields />
      <ReservedFields />
    </FormDialog>
  );
}

function SixFields() {
  const { t } = useWords();
  return (
    <fieldset>
      <legend>{t("sys.six")}</legend>
      {SIX.map((f) => (
        <div key={f} className="inline" role="group" aria-label={t(`six.${f}`)}>
          <Form.Item name={["functions", f, "present"]} label={t(`six.${f}`)} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name={["functions", f, "what"]} label={t("six.what")}>
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item name={["functions", f, "count"]} label={t("six.count")}>
            <InputNumber min={0} max={10_000_000} style={{ width: 110 }} />
          </Form.Item>
        </div>
      ))}
    </fieldset>
  );
}

function ProtectionFields() {
  const { t } = useWords();
  return (
    <fieldset>
      <legend>{t("sys.protection")}</legend>
      <div className="inline">
        <Form.Item name={["protection", "grade"]} label={t("sys.grade")}>
          <Select allowClear options={GRADES.map((n) => ({ value: n, label: t("sys.gradeOf", { n }) }))} style={{ minWidth: 100 }} />
        </Form.Item>
        <Form.Item name={["protection", "number"]} label={t("sys.protectionNumber")}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={["protection", "assessed"]} label={t("sys.assessed")}>
          <Input type="date" style={{ width: 160 }} />
        </Form.Item>
      </div>
    </fieldset>
  );
}

function ReservedFields() {
  const { t } = useWords();
  return (
    <fieldset>
      <legend>{t("sys.reserved")}</legend>
      <div className="inline">
        <Form.Item name={["reserved", "protocol"]} label={t("sys.protocol")}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={["reserved", "network"]} label={t("sys.network")}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={["reserved", "codeFrom"]} label={t("sys.codeFrom")}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name={["reserved", "codeTo"]} label={t("sys.codeTo")}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name={["reserved", "tested"]} label={t("sys.tested")}>
          <Input type="date" style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name={["reserved", "result"]} label={t("sys.testResult")}>
          <Select allowClear options={RESULTS.map((r) => ({ value: r, label: t(`sys.testResult.${r}`) }))} style={{ minWidth: 110 }} />
        </Form.Item>
      </div>
    </fieldset>
  );
}
