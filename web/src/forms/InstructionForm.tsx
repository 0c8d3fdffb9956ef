// Entering what the unit's head decided in writing about space.
import { Form, Input, Select } from "antd";
import { sendSpace, type InstructionBody } from "../api/space";
import { useWords } from "../words";
import { FormDialog } from "./FormDialog";

const MATTERS = ["class-order", "shortage"] as const;

export function InstructionForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const needed = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <FormDialog<InstructionBody> title={t("space.enter")} initial={{ matter: "class-order" }} save={sendSpace.instruct} touches={["instructions", "status"]} onClose={onClose}>
      <Form.Item name="matter" label={t("space.matter")} rules={needed(t("space.matter"))}>
        <Select options={MATTERS.map((m) => ({ value: m, label: t(`space.matter.${m}`) }))} />
      </Form.Item>
      <div className="inline">
        <Form.Item name="head" label={t("space.head")} rules={needed(t("space.head"))}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="signed" label={t("space.signed")} rules={needed(t("space.signed"))}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name="reference" label={t("space.reference")} rules={needed(t("space.reference"))}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) =>
          getFieldValue("matter") === "shortage" ? (
            <Form.Item name="expandBy" label={t("space.expandBy")} rules={needed(t("space.expandBy"))}>
              <Input type="date" />
            </Form.Item>
          ) : null
        }
      </Form.Item>
    </FormDialog>
  );
}
