// Making or changing a place.
import { Form, Input, InputNumber, Select } from "antd";
import type { Place, PlaceBody } from "../api/model";
import { send } from "../api/send";
import { coded, useWords } from "../words";
import { FactsFields } from "./FactsFields";
import { FormDialog } from "./FormDialog";
import { PlaceField } from "./pickers";
import { DivisionField, OrganisationField } from "./units";

const KEY_PARTS = ["entrance", "control-room", "utilities", "dangerous-goods", "valuables", "archives", "server-room", "crowd", "evacuation", "perimeter", "other"] as const;

interface Entry extends Omit<PlaceBody, "position"> {
  position?: { longitude?: number; latitude?: number };
}

export function PlaceForm({ place, onClose }: { place: Place | null; onClose: () => void }) {
  const { t } = useWords();
  const save = ({ position, ...rest }: Entry) => {
    const { longitude, latitude } = position ?? {};
    const whole: PlaceBody = typeof longitude === "number" && typeof latitude === "number" ? { ...rest, position: { longitude, latitude } } : rest;
    return place === null ? send.makePlace(whole) : send.changePlace(place, whole);
  };
  const other = (name: string) => ({ getFieldValue }: { getFieldValue: (path: string[]) => unknown }) => ({
    // Half a position is none: it would be thrown away unseen.
    validator: (_rule: unknown, value: unknown) =>
      (typeof value === "number") === (typeof getFieldValue(["position", name]) === "number") ? Promise.resolve() : Promise.reject(new Error(t("field.required", { label: t("place.position") }))),
  });
  return (
    <FormDialog<Entry> title={place === null ? t("reg.newPlace") : t("reg.editPlace")} initial={place ?? {}} save={save} touches={["places", "place", "systems", "system", "tree"]} onClose={onClose}>
      <Form.Item name="name" label={t("field.name")} rules={[{ required: true, message: t("field.required", { label: t("field.name") }) }]}>
        <Input maxLength={100} />
      </Form.Item>
      <PlaceField name="parentId" label={t("reg.parent")} required={false} />
      <FactsFields change={place !== null} />
      <Form.Item name="keyPart" label={t("place.keyPart")}>
        <Select allowClear options={KEY_PARTS.map((k) => ({ value: k, label: coded(t, "keypart.", k) }))} />
      </Form.Item>
      <DivisionField empty={t("place.divisionAbove")} />
      <Form.Item name="address" label={t("field.address")}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="inline">
        <Form.Item name={["position", "longitude"]} label={t("place.longitude")} dependencies={[["position", "latitude"]]} rules={[other("latitude")]}>
          <InputNumber step={0.00001} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name={["position", "latitude"]} label={t("place.latitude")} dependencies={[["position", "longitude"]]} rules={[other("longitude")]}>
          <InputNumber step={0.00001} style={{ width: 160 }} />
        </Form.Item>
      </div>
      <p className="faint">{t("place.positionHelp")}</p>
      <OrganisationField name="ownerId" label={t("place.owner")} />
      <OrganisationField name="managerId" label={t("place.manager")} />
    </FormDialog>
  );
}
