// Two fields that must agree: the new password and its repetition.
import { Form, Input } from "antd";
import { useWords } from "../../words";

/** The server decides; this only saves a round trip. */
const SHORTEST = 12;

export function NewPassword({ name }: { name: string }) {
  const { t } = useWords();
  return (
    <>
      <Form.Item
        name={name}
        label={t("password.next")}
        extra={t("password.rule", { n: SHORTEST })}
        rules={[{ required: true, min: SHORTEST, message: t("password.rule", { n: SHORTEST }) }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name={`${name}Again`}
        label={t("password.again")}
        dependencies={[name]}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, value) =>
              value === getFieldValue(name) ? Promise.resolve() : Promise.reject(new Error(t("password.differ"))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
