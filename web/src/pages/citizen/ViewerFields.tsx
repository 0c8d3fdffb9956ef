// Who looks, as a clerk notes it: identity, relation with its proof, notice.
import { Checkbox, Form, Input, Select } from "antd";
import type { Brought, CitizenCase } from "../../api/citizen";
import { AttachmentField } from "../../forms/AttachmentField";
import { coded, useWords } from "../../words";

const PAPERS = ["id-card", "passport", "residence-permit", "other"] as const;
const RELATIONS = ["self", "relative", "guardian", "carer", "institution", "none"] as const;

export interface ViewerValues {
  viewer?: { name?: string; papers?: (typeof PAPERS)[number]; number?: string; phone?: string; relation?: (typeof RELATIONS)[number]; how?: string; proof?: string[] };
  shown?: boolean;
  served?: boolean;
  signed?: boolean;
  remark?: string;
}

/** What is sent; nothing of a viewer without a name. */
export function broughtOf(v: ViewerValues): Brought {
  const w = v.viewer;
  const proofId = w?.proof?.[0];
  return {
    ...(w?.name?.trim()
      ? {
          viewer: {
            name: w.name,
            papers: w.papers ?? "id-card",
            number: w.number ?? "",
            relation: w.relation ?? "relative",
            ...(w.phone ? { phone: w.phone } : {}),
            ...(w.how ? { how: w.how } : {}),
            ...(proofId ? { proofId } : {}),
          },
        }
      : {}),
    ...(v.shown ? { shown: true } : {}),
    ...(v.served ? { served: { signed: v.signed === true, ...(v.remark ? { remark: v.remark } : {}) } } : {}),
  };
}

/** What is there already, to be added to. */
export function viewerValues(c: CitizenCase): ViewerValues {
  const w = c.viewer;
  return {
    viewer: { name: w?.name ?? "", papers: w?.papers ?? "id-card", number: w?.number ?? "", phone: w?.phone ?? "", relation: w?.relation ?? "relative", how: w?.how ?? "", proof: w?.proofId ? [w.proofId] : [] },
    shown: false,
    served: c.notice !== undefined,
    signed: c.notice?.signed ?? true,
  };
}

export function ViewerFields({ self }: { self: boolean }) {
  const { t } = useWords();
  const served = Form.useWatch<boolean | undefined>("served");
  const signed = Form.useWatch<boolean | undefined>("signed");
  return (
    <>
      <div className="inline">
        <Form.Item name={["viewer", "name"]} label={t("cit.viewer")}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={["viewer", "relation"]} label={t("cit.relation")}>
          <Select options={RELATIONS.filter((r) => self || r !== "self").map((r) => ({ value: r, label: coded(t, "cit.rel.", r) }))} style={{ minWidth: 160 }} />
        </Form.Item>
      </div>
      <div className="inline">
        <Form.Item name={["viewer", "papers"]} label={t("cit.papers")}>
          <Select options={PAPERS.map((p) => ({ value: p, label: coded(t, "cit.papers.", p) }))} style={{ minWidth: 140 }} />
        </Form.Item>
        <Form.Item name={["viewer", "number"]} label={t("cit.number")}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name={["viewer", "phone"]} label={t("cit.phone")}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <AttachmentField name={["viewer", "proof"]} word="cit.proof" single confidential />
      <Form.Item name="shown" valuePropName="checked">
        <Checkbox>{t("cit.shown")}</Checkbox>
      </Form.Item>
      <Form.Item name="served" valuePropName="checked">
        <Checkbox>{t("cit.served")}</Checkbox>
      </Form.Item>
      {served ? (
        <div className="inline">
          <Form.Item name="signed" valuePropName="checked">
            <Checkbox>{t("cit.signed")}</Checkbox>
          </Form.Item>
          {signed ? null : (
            <Form.Item name="remark" label={t("cit.remark")}>
              <Input maxLength={500} />
            </Form.Item>
          )}
        </div>
      ) : null}
    </>
  );
}
