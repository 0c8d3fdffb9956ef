// The four facts that decide which gates and duties bind. They are four
// fields, never one level.
import { Form, Input, Select, Switch } from "antd";
import { useWords } from "../words";
import { useFactChoices } from "./facts";
import { CategoryField } from "./pickers";

export function FactsFields({ change }: { change: boolean }) {
  const { t } = useWords();
  const facts = useFactChoices();
  return (
    <fieldset>
      <legend>{t("sys.facts")}</legend>
      <CategoryField />
      <Form.Item name="publicClass" label={t("reg.publicClass")}>
        <Select allowClear loading={facts.loading} options={facts.classes} />
      </Form.Item>
      <div className="inline">
        <Form.Item name="keyTarget" label={t("reg.keyTarget")} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="keySecurityUnit" label={t("reg.keySecurity")} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      {change ? (
        <Form.Item name="reason" label={t("sys.reason")} extra={t("sys.reasonHelp")}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      ) : null}
    </fieldset>
  );
}
