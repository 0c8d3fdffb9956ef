// The evidence of the four conditions, as a clerk notes it.
import { Checkbox, Form, Input } from "antd";
import type { Evidence } from "../../api/official";
import { AttachmentField } from "../../forms/AttachmentField";
import { useWords } from "../../words";

interface OfficerValues {
  name?: string;
  unit?: string;
  card?: string;
  login?: string;
  shown?: boolean;
}

export interface EvidenceValues {
  officers?: (OfficerValues | undefined)[];
  letter?: { unit?: string; number?: string; until?: string; matter?: string; electronic?: boolean; scan?: string[] };
  registered?: boolean;
  served?: boolean;
  signed?: boolean;
  remark?: string;
}

/** What is sent. Units that were left empty are the organ's, the letter's matter the application's. */
export function evidenceOf(v: EvidenceValues, blank: { unit: string; matter: string }): Evidence {
  const officers = (v.officers ?? []).flatMap((o) =>
    o?.name?.trim() ? [{ name: o.name, unit: o.unit?.trim() || blank.unit, card: o.card ?? "", shown: o.shown === true, ...(o.login ? { login: o.login } : {}) }] : [],
  );
  const l = v.letter;
  const scan = l?.scan?.[0];
  return {
    ...(officers.length > 0 ? { officers } : {}),
    ...(l?.number?.trim()
      ? {
          letter: {
            unit: l.unit?.trim() || officers[0]?.unit || blank.unit,
            number: l.number,
            matter: l.matter?.trim() || blank.matter,
            from: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10),
            until: l.until ?? "",
            electronic: l.electronic === true,
            ...(scan ? { scanId: scan } : {}),
          },
        }
      : {}),
    ...(v.registered ? { registered: true } : {}),
    ...(v.served ? { served: { signed: v.signed === true, ...(v.remark ? { remark: v.remark } : {}) } } : {}),
  };
}

export function EvidenceFields() {
  const { t } = useWords();
  const served = Form.useWatch<boolean | undefined>("served");
  const signed = Form.useWatch<boolean | undefined>("signed");
  return (
    <>
      {[0, 1].map((i) => (
        <OfficerFields key={i} i={i} />
      ))}
      <fieldset>
        <legend>{t("off.letter")}</legend>
        <div className="inline">
          <Form.Item name={["letter", "number"]} label={t("off.letterNumber")}>
            <Input maxLength={100} />
          </Form.Item>
          <Form.Item name={["letter", "until"]} label={t("off.letterUntil")}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name={["letter", "unit"]} label={t("off.letterUnit")}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
        <div className="inline">
          <Form.Item name={["letter", "matter"]} label={t("off.letterMatter")}>
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item name={["letter", "electronic"]} valuePropName="checked" label=" ">
            <Checkbox>{t("off.letterElectronic")}</Checkbox>
          </Form.Item>
        </div>
        <AttachmentField name={["letter", "scan"]} word="off.letterScan" single confidential />
      </fieldset>
      <Form.Item name="registered" valuePropName="checked">
        <Checkbox>{t("off.registered")}</Checkbox>
      </Form.Item>
      <Form.Item name="served" valuePropName="checked">
        <Checkbox>{t("off.served")}</Checkbox>
      </Form.Item>
      {served ? (
        <Form.Item name="signed" valuePropName="checked">
          <Checkbox>{t("off.signed")}</Checkbox>
        </Form.Item>
      ) : null}
      {served && !signed ? (
        <Form.Item name="remark" label={t("off.remark")} extra={t("off.remarkHelp")}>
          <Input maxLength={500} />
        </Form.Item>
      ) : null}
    </>
  );
}

function OfficerFields({ i }: { i: number }) {
  const { t } = useWords();
  return (
    <fieldset>
      <legend>{t("off.officer", { n: i + 1 })}</legend>
      <div className="inline">
        <Form.Item name={["officers", i, "name"]} label={t("off.name")}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={["officers", i, "card"]} label={t("off.card")}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name={["officers", i, "shown"]} valuePropName="checked" label=" ">
          <Checkbox>{t("off.shown")}</Checkbox>
        </Form.Item>
      </div>
      <div className="inline">
        <Form.Item name={["officers", i, "unit"]} label={t("off.unit")}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name={["officers", i, "login"]} label={t("off.login")}>
          <Input maxLength={64} />
        </Form.Item>
      </div>
    </fieldset>
  );
}
