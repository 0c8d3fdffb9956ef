// Registering or changing a person. An identity number is typed and never
// shown again: the register keeps it sealed.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, Switch } from "antd";
import { sendUnits, type Person, type PersonBody } from "../api/units";
import { useWords } from "../words";
import { FormDialog } from "./FormDialog";
import { OrganisationField } from "./units";

export function PersonForm({ person, unit, onClose }: { person: Person | null; unit?: string; onClose: () => void }) {
  const { t } = useWords();
  const save = (v: PersonBody) => (person === null ? sendUnits.makePerson(v) : sendUnits.changePerson(person, v));
  const must = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <FormDialog<PersonBody> title={t(person === null ? "person.new" : "person.edit")} initial={person ?? { organisationId: unit }} save={save} touches={["people"]} onClose={onClose}>
      <Form.Item name="name" label={t("acc.name")} rules={must(t("acc.name"))}>
        <Input maxLength={100} />
      </Form.Item>
      <OrganisationField name="organisationId" label={t("person.unit")} required />
      <div className="inline">
        <Form.Item name="post" label={t("person.post")}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="phone" label={t("unit.phone")}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <Form.Item name="identityNumber" label={t("person.identity")} extra={`${t("person.identityHelp")} ${person?.identityMasked ?? ""}`}>
        <Input maxLength={18} autoComplete="off" />
      </Form.Item>
      <Form.List name="certificates">
        {(fields, { add, remove }) => (
          <>
            {fields.map((f) => (
              <div key={f.key} className="inline">
                <Form.Item name={[f.name, "kind"]} label={t("person.certKind")} rules={must(t("person.certKind"))}>
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item name={[f.name, "number"]} label={t("person.certNumber")} rules={must(t("person.certNumber"))}>
                  <Input maxLength={100} />
                </Form.Item>
                <Button type="text" danger icon={<DeleteOutlined />} aria-label={t("act.delete")} onClick={() => remove(f.name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({})} block>
              {t("person.addCertificate")}
            </Button>
          </>
        )}
      </Form.List>
      <Form.Item name="left" label={t("person.left")} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDialog>
  );
}
