// Fields of a form described as data: the many forms of the works area differ
// in their words, not in how they are filled in.
import { MinusCircleOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, InputNumber, Select, Switch } from "antd";
import { useCameras } from "../api/queries";
import { coded, useWords, type Word } from "../words";
import { AttachmentField } from "./AttachmentField";

type Path = string | (string | number)[];

export interface Spec {
  name: Path;
  word: Word;
  kind: "text" | "area" | "date" | "datetime" | "switch" | "select" | "number" | "cameras" | "camera" | "files" | "rows";
  required?: boolean;
  options?: readonly string[];
  /** Prefix of the words for options. */
  prefix?: string;
  rows?: readonly Spec[];
}

export function SpecFields({ fields, system }: { fields: readonly Spec[]; system: string }) {
  return (
    <>
      {fields.map((f) => (
        <SpecField key={String(f.name)} spec={f} system={system} />
      ))}
    </>
  );
}

function SpecField({ spec, system }: { spec: Spec; system: string }) {
  const { t } = useWords();
  if (spec.kind === "files") return <AttachmentField name={spec.name} word={spec.word} required={spec.required === true} />;
  if (spec.kind === "rows") return <SpecRows spec={spec} system={system} />;
  const label = t(spec.word);
  return (
    <Form.Item
      name={spec.name}
      label={label}
      valuePropName={spec.kind === "switch" ? "checked" : "value"}
      rules={spec.required ? [{ required: true, message: t("field.required", { label }) }] : []}
    >
      <Control spec={spec} system={system} />
    </Form.Item>
  );
}

interface ControlProps {
  spec: Spec;
  system: string;
  value?: never;
  onChange?: never;
  id?: string;
}

function Control({ spec, system, ...field }: ControlProps) {
  const { t } = useWords();
  switch (spec.kind) {
    case "area":
      return <Input.TextArea rows={3} maxLength={1000} {...field} />;
    case "date":
      return <Input type="date" style={{ width: 180 }} {...field} />;
    case "datetime":
      return <Input type="datetime-local" style={{ width: 220 }} {...field} />;
    case "number":
      return <InputNumber min={0} {...field} />;
    case "switch":
      return <Switch {...field} />;
    case "select":
      return <Select allowClear={!spec.required} options={(spec.options ?? []).map((v) => ({ value: v, label: coded(t, spec.prefix ?? "", v) }))} {...field} />;
    case "camera":
    case "cameras":
      return <CameraSelect system={system} many={spec.kind === "cameras"} {...field} />;
    default:
      return <Input maxLength={300} {...field} />;
  }
}

function CameraSelect({ system, many, ...field }: { system: string; many: boolean; value?: never; onChange?: never; id?: string }) {
  const cameras = useCameras({ system });
  const options = (cameras.data?.pages ?? []).flatMap((p) => p.items).filter((c) => c.gone !== "removed").map((c) => ({ value: c.id, label: c.name }));
  return <Select allowClear mode={many ? "multiple" : undefined} loading={cameras.isPending} showSearch={{ optionFilterProp: "label" }} options={options} {...field} />;
}

function SpecRows({ spec, system }: { spec: Spec; system: string }) {
  const { t } = useWords();
  return (
    <Form.Item label={t(spec.word)} required={spec.required === true}>
      <Form.List name={spec.name}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <div key={row.key} className="specrow">
                {(spec.rows ?? []).map((cell) => (
                  <Form.Item key={String(cell.name)} name={[row.name, String(cell.name)]} label={t(cell.word)} valuePropName={cell.kind === "switch" ? "checked" : "value"}>
                    <Control spec={cell} system={system} />
                  </Form.Item>
                ))}
                <Button type="text" aria-label={t("act.delete")} icon={<MinusCircleOutlined />} onClick={() => remove(row.name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add()}>
              {t("act.create")}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
