// Registering or changing a unit.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, Select } from "antd";
import { sendUnits, useKinds, type Organisation, type OrganisationFields } from "../api/units";
import { coded, useWords, type Word } from "../words";
import { FormDialog } from "./FormDialog";
import { DivisionField, FunctionsField, OrganisationField, TradeField } from "./units";

export function OrganisationForm({ unit, onClose }: { unit: Organisation | null; onClose: () => void }) {
  const { t } = useWords();
  const kinds = useKinds();
  const save = (v: OrganisationFields) => (unit === null ? sendUnits.makeOrganisation(v) : sendUnits.changeOrganisation(unit, v));
  const must = (word: Word) => [{ required: true, message: t("field.required", { label: t(word) }) }];
  return (
    <FormDialog<OrganisationFields>
      title={t(unit === null ? "unit.new" : "unit.edit")}
      initial={unit ?? { functions: ["site-operator"], level: "unit" }}
      save={save}
      touches={["organisations", "organisation"]}
      onClose={onClose}
    >
      <Form.Item name="name" label={t("field.name")} rules={must("field.name")}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="inline">
        <Form.Item name="shortName" label={t("unit.shortName")}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="code" label={t("unit.code")} extra={t("unit.codeHelp")}>
          <Input maxLength={30} />
        </Form.Item>
      </div>
      <FunctionsField />
      <div className="inline">
        <Form.Item name="level" label={t("unit.level")} rules={must("unit.level")}>
          <Select options={(kinds.data?.levels ?? []).map((l) => ({ value: l, label: coded(t, "level.", l) }))} />
        </Form.Item>
        <DivisionField required />
      </div>
      <TradeField extra={t("unit.tradeHelp")} />
      <OrganisationField name="parentId" label={t("unit.parent")} />
      <Form.Item name="address" label={t("field.address")}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="legalRepresentative" label={t("unit.legal")}>
        <Input maxLength={100} />
      </Form.Item>
      <ContactFields at={["head"]} word="unit.head" />
      <ContactFields at={["videoLead"]} word="unit.videoLead" />
      <Form.List name="contacts">
        {(fields, { add, remove }) => (
          <>
            {fields.map((f) => (
              <div key={f.key} className="inline">
                <ContactFields at={[f.name]} word="unit.contacts" />
                <Button type="text" danger icon={<DeleteOutlined />} aria-label={t("act.delete")} onClick={() => remove(f.name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({})} block>
              {t("unit.addContact")}
            </Button>
          </>
        )}
      </Form.List>
    </FormDialog>
  );
}

function ContactFields({ at, word }: { at: (string | number)[]; word: Word }) {
  const { t } = useWords();
  return (
    <fieldset>
      <legend>{t(word)}</legend>
      <div className="inline">
        <Form.Item name={[...at, "name"]} label={t("acc.name")}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={[...at, "post"]} label={t("unit.post")}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={[...at, "phone"]} label={t("unit.phone")}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
    </fieldset>
  );
}
