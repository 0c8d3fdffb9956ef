// Fields of a form described as data: the many forms of the works area differ
// in their words, not in how they are filled in.
import { MinusCircleOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form, Input, InputNumber, Select, Switch } from "antd";
import { useCameras, usePlaces } from "../api/queries";
import { coded, useWords, type Word } from "../words";
import { AttachmentField } from "./AttachmentField";
import { RoomUseField } from "./RoomUseField";

type Path = string | (string | number)[];

/** What stands in a form while it is filled in. */
export type Filling = Readonly<Record<string, unknown>>;

export interface Spec {
  name: Path;
  word: Word;
  kind: "text" | "area" | "date" | "datetime" | "switch" | "select" | "number" | "tags" | "cameras" | "camera" | "place" | "room" | "picture" | "files" | "rows";
  required?: boolean;
  /** A line under the field. */
  help?: Word;
  /** Asked for only while the rest of the form says so. */
  when?: (form: Filling) => boolean;
  options?: readonly string[];
  /** Prefix of the words for options. */
  prefix?: string;
  rows?: readonly Spec[];
}

export function SpecFields({ fields, system }: { fields: readonly Spec[]; system: string }) {
  return (
    <>
      {fields.map((f, i) => (
        <SpecField key={`${String(f.name)} ${i}`} spec={f} system={system} />
      ))}
    </>
  );
}

function SpecField({ spec, system }: { spec: Spec; system: string }) {
  if (spec.when === undefined) return <Asked spec={spec} system={system} />;
  return (
    <Form.Item noStyle shouldUpdate>
      {({ getFieldsValue }) => (spec.when?.(getFieldsValue(true) as Filling) ? <Asked spec={spec} system={system} /> : null)}
    </Form.Item>
  );
}

interface AskedProps {
  spec: Spec;
  system: string;
  /** The place in a list the field stands in. */
  row?: { list: Path; at: number };
}

/** One field, of the form or of a row in it. */
function Asked({ spec, system, row }: AskedProps) {
  const { t } = useWords();
  const name = row === undefined ? spec.name : [row.at, spec.name].flat();
  const label = t(spec.word);
  switch (spec.kind) {
    case "files":
      return <AttachmentField name={name} word={spec.word} required={spec.required === true} />;
    case "picture":
      return <AttachmentField name={name} word={spec.word} required={spec.required === true} accept="image/*" single />;
    case "room":
      return <RoomUseField name={name} within={row === undefined ? [] : [row.list].flat()} required={spec.required === true} />;
    case "rows":
      return <SpecRows spec={spec} system={system} />;
    default:
      return (
        <Form.Item
          name={name}
          label={label}
          extra={spec.help === undefined ? undefined : t(spec.help)}
          valuePropName={spec.kind === "switch" ? "checked" : "value"}
          rules={spec.required ? [{ required: true, message: t("field.required", { label }) }] : []}
        >
          <Control spec={spec} system={system} />
        </Form.Item>
      );
  }
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
    case "tags":
      return <Select mode="tags" open={false} suffixIcon={null} {...field} />;
    case "camera":
    case "cameras":
      return <CameraSelect system={system} many={spec.kind === "cameras"} {...field} />;
    case "place":
      return <PlaceSelect {...field} />;
    default:
      return <Input maxLength={300} {...field} />;
  }
}

function CameraSelect({ system, many, ...field }: { system: string; many: boolean; value?: never; onChange?: never; id?: string }) {
  const cameras = useCameras({ system });
  const options = (cameras.data?.pages ?? []).flatMap((p) => p.items).filter((c) => c.gone !== "removed").map((c) => ({ value: c.id, label: c.name }));
  return <Select allowClear mode={many ? "multiple" : undefined} loading={cameras.isPending} showSearch={{ optionFilterProp: "label" }} options={options} {...field} />;
}

function PlaceSelect(field: { value?: never; onChange?: never; id?: string }) {
  const places = usePlaces();
  return <Select allowClear loading={places.isPending} showSearch={{ optionFilterProp: "label" }} options={(places.data ?? []).map((p) => ({ value: p.id, label: p.name }))} {...field} />;
}

function SpecRows({ spec, system }: { spec: Spec; system: string }) {
  const { t } = useWords();
  return (
    <Form.Item label={t(spec.word)} extra={spec.help === undefined ? undefined : t(spec.help)} required={spec.required === true}>
      <Form.List name={spec.name}>
        {(rows, { add, remove }) => (
          <>
            {rows.map((row) => (
              <div key={row.key} className="specrow">
                {(spec.rows ?? []).map((cell) => (
                  <Asked key={String(cell.name)} spec={cell} system={system} row={{ list: spec.name, at: row.name }} />
                ))}
                <Button type="text" aria-label={t("act.delete")} icon={<MinusCircleOutlined />} onClick={() => remove(row.name)} />
              </div>
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add()}>
              {t("works.addTo", { what: t(spec.word) })}
            </Button>
          </>
        )}
      </Form.List>
    </Form.Item>
  );
}
