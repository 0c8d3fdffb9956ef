// The record of a camera as a form, beside what is missing or wrong in it.
import { Alert, Button, Form, Input, Progress, Select, Tooltip } from "antd";
import { useState, type ReactNode } from "react";
import { archive, type ArchiveRecord, type Datum, type Fault, type Field, type Tables } from "../api/archive";
import { whyNot } from "../api/can";
import { attachmentHref } from "../api/papers";
import { useRoomUses } from "../api/queries";
import { fieldName, percent, say } from "../ui/archiveNames";
import { ReasonButton } from "../ui/ReasonButton";
import { useChange } from "../ui/useChange";
import { useWords } from "../words";
import { AttachmentField } from "./AttachmentField";
import { MaskField } from "./MaskField";
import { ViewPlan } from "./ViewPlan";

const GROUPS = ["identity", "point", "place", "type", "view", "network", "management"] as const;
const DATA: readonly Datum[] = ["wgs84", "cgcs2000", "gcj02", "bd09"];

/** What says why pictures are taken off; no field of the record. */
const WHY = "why pictures go";

type Values = Record<string, string | string[] | undefined>;

/** The reference picture as the browser finds it; an id of elsewhere shows none. */
function pictureOf(id: string): string | undefined {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? attachmentHref(id) : undefined;
}

const isPicture = (f: Field): boolean => f.form === "file" || f.form === "files";
const isList = (f: Field): boolean => f.form === "dictionaries" || isPicture(f);

function toForm(r: ArchiveRecord, fields: readonly Field[]): Values {
  const out: Values = {};
  for (const f of fields) {
    const v = r.values[f.code];
    if (v !== undefined) out[f.code] = isList(f) ? v.split("/") : v;
  }
  return out;
}

/** Only what changed is sent; an empty text takes a value away. */
function changes(before: ArchiveRecord, now: Values, fields: readonly Field[]): Record<string, string> {
  const out: Record<string, string> = {};
  for (const f of fields) {
    if (f.register || before.withheld.includes(f.code)) continue;
    const v = now[f.code];
    const text = Array.isArray(v) ? v.join("/") : (v ?? "").trim();
    if (text !== (before.values[f.code] ?? "")) out[f.code] = text;
  }
  return out;
}

/** Whether pictures are taken off the record and none takes their place. */
function takenOff(before: ArchiveRecord, now: Values, fields: readonly Field[]): boolean {
  return fields.filter(isPicture).some((f) => {
    const was = (before.values[f.code] ?? "").split("/").filter((v) => v !== "");
    const is = now[f.code];
    const left = Array.isArray(is) ? is : [];
    return was.some((v) => !left.includes(v)) && (f.form === "files" || left.length === 0);
  });
}

export function ArchiveForm({ record, tables }: { record: ArchiveRecord; tables: Tables }) {
  const { t } = useWords();
  const [form] = Form.useForm<Values>();
  const [datum, setDatum] = useState<Datum>("wgs84");
  const kind = Form.useWatch("point_kind", form) ?? record.values.point_kind ?? "fixed";
  const save = useChange({ run: (v: Values) => archive.save(record, changes(record, v, tables.fields), datum, String(v[WHY] ?? "")), touches: ["archive", "attachments", "map"] });
  const now: Values = Form.useWatch([], form) ?? toForm(record, tables.fields);
  const why = whyNot(record.can, "change");
  const fields = tables.fields.filter((f) => f.only.length === 0 || f.only.includes(String(kind)));
  const jump = (code: string): void => form.scrollToField(code, { behavior: "smooth", block: "center" });
  return (
    <div style={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) 300px", gap: 20, alignItems: "start" }}>
      <Form<Values> form={form} layout="vertical" initialValues={toForm(record, tables.fields)} onFinish={(v) => save.mutate({ ...toForm(record, tables.fields), ...v })} disabled={why !== ""} scrollToFirstError>
        {GROUPS.map((g) => {
          const inGroup = fields.filter((f) => f.group === g && !record.withheld.includes(f.code));
          if (inGroup.length === 0) return null;
          return (
            <fieldset key={g} style={{ border: 0, padding: 0, margin: "0 0 8px" }}>
              <legend>
                <h2>{t(`arc.group.${g}`)}</h2>
              </legend>
              {g === "place" ? <DatumPick value={datum} onChange={setDatum} /> : null}
              <div style={{ display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(240px, 1fr))", columnGap: 16 }}>
                {inGroup.filter((f) => f.form !== "polygon").map((f) => (
                  <FieldItem key={f.code} field={f} tables={tables} kind={String(kind)} picture={pictureOf([now["reference_image"]].flat()[0] ?? "")} disabled={why !== ""} fault={record.faults.concat(record.doubts).find((x) => x.field === f.code && x.code !== "missing")} />
                ))}
              </div>
              {g === "view" && !record.withheld.includes("bearing") ? <ViewPlan id={record.id} drawing={!record.withheld.includes("fov_polygon")} disabled={why !== ""} /> : null}
            </fieldset>
          );
        })}
        {record.withheld.length > 0 ? <p className="faint">{t("arc.withheldCount", { n: record.withheld.length })} {t("arc.withheld")}</p> : null}
        {why === "" && takenOff(record, { ...toForm(record, tables.fields), ...now }, tables.fields) ? (
          <Form.Item name={WHY} label={t("arc.whyPictures")} rules={[{ required: true, whitespace: true, message: t("field.required", { label: t("arc.whyPictures") }) }]}>
            <Input maxLength={300} />
          </Form.Item>
        ) : null}
        <ReasonButton why={why} type="primary" htmlType="submit" loading={save.isPending}>
          {t("arc.save")}
        </ReasonButton>
      </Form>
      <Completeness record={record} tables={tables} jump={jump} />
    </div>
  );
}

function DatumPick({ value, onChange }: { value: Datum; onChange: (d: Datum) => void }) {
  const { t } = useWords();
  return (
    <p>
      <label>
        {t("arc.datum")} <Select aria-label={t("arc.datum")} value={value} onChange={onChange} options={DATA.map((d) => ({ value: d, label: t(`arc.datum.${d}`) }))} style={{ width: 280 }} />
      </label>
      <span className="faint"> {t("arc.datumHelp")}</span>
    </p>
  );
}

interface ItemProps {
  field: Field;
  tables: Tables;
  kind: string;
  fault: Fault | undefined;
  /** Where the reference picture is, when the archive has one that is kept here. */
  picture: string | undefined;
  disabled: boolean;
}

function FieldItem({ field: f, tables, kind, fault, picture, disabled }: ItemProps) {
  const { t, language } = useWords();
  const must = f.required.includes(kind);
  if (isPicture(f)) {
    const label = <span>{f[language]}{must ? <span aria-hidden="true"> *</span> : null}</span>;
    const extra = fault ? say(tables, fault, language) : t(f.confidential ? "arc.pictureSecret" : f.form === "file" ? "arc.pictureOne" : "arc.pictureMany");
    return <AttachmentField name={f.code} label={label} extra={extra} accept="image/*" single={f.form === "file"} confidential={f.confidential === true} />;
  }
  return (
    <Form.Item
      name={f.code}
      className={f.form === "masks" ? "whole" : undefined}
      label={
        <Tooltip title={must ? t("arc.required") : ""}>
          <span>
            {f[language]}
            {must ? <span aria-hidden="true"> *</span> : null}
          </span>
        </Tooltip>
      }
      help={fault ? say(tables, fault, language) : f.register ? t("arc.byRegister") : undefined}
      validateStatus={fault ? "warning" : undefined}
    >
      <Control field={f} tables={tables} picture={picture} disabled={disabled} />
    </Form.Item>
  );
}

function Control({ field: f, tables, picture, disabled, ...given }: { field: Field; tables: Tables; picture: string | undefined; disabled: boolean; id?: string; value?: string | string[]; onChange?: (v: unknown) => void }) {
  const { t, language } = useWords();
  const uses = useRoomUses();
  if (f.register) {
    const v = String(given.value ?? "");
    const use = f.form === "roomuse" ? uses.data?.find((u) => u.code === v)?.[language] : undefined;
    return <Input id={given.id} disabled value={use ?? v} />;
  }
  const values = tables.dictionaries.find((d) => d.id === f.dictionary)?.values ?? [];
  const options = f.form === "flag" ? [{ value: "true", label: t("arc.yes") }, { value: "false", label: t("arc.no") }] : values.map((v) => ({ value: v.code, label: `${v.code} ${v[language]}` }));
  const controls: Record<string, ReactNode> = {
    dictionary: <Select {...given} allowClear showSearch optionFilterProp="label" options={options} />,
    dictionaries: <Select {...given} allowClear mode="multiple" optionFilterProp="label" options={options} />,
    flag: <Select {...given} allowClear options={options} />,
    day: <Input {...given} value={given.value as string | undefined} type="date" />,
    masks: <MaskField id={given.id} value={String(given.value ?? "")} onChange={given.onChange} disabled={disabled} picture={picture} />,
    pastday: <Input {...given} value={given.value as string | undefined} type="date" />,
  };
  return controls[f.form] ?? <Input {...given} value={given.value as string | undefined} maxLength={f.max || 2000} allowClear />;
}

function Completeness({ record: r, tables, jump }: { record: ArchiveRecord; tables: Tables; jump: (code: string) => void }) {
  const { t, language } = useWords();
  const list = (title: string, faults: readonly Fault[]) =>
    faults.length === 0 ? null : (
      <>
        <h3>{title}</h3>
        <ul style={{ paddingLeft: 18 }}>
          {faults.map((f) => (
            <li key={f.field}>
              <Button type="link" size="small" style={{ padding: 0 }} onClick={() => jump(f.field)}>
                {fieldName(tables, f.field, language)}
              </Button>
              <div className="faint">{say(tables, f, language)}</div>
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <aside aria-label={t("arc.complete")} style={{ position: "sticky", top: 12, maxHeight: "calc(100vh - 120px)", overflow: "auto" }}>
      <Progress type="dashboard" size={110} percent={Math.floor(r.score / 100)} format={() => percent(r.score)} />
      <p className="num">{t("arc.score", { valid: r.valid, required: r.required })}</p>
      {r.faults.length === 0 ? <Alert type="success" showIcon title={t("arc.whole")} /> : list(t("arc.missing", { n: r.faults.length }), r.faults)}
      {list(t("arc.doubts", { n: r.doubts.length }), r.doubts)}
    </aside>
  );
}

