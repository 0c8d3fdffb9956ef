import { Form, Select } from "antd";
import { usePlaces, useSystems } from "../api/queries";
import { useWords } from "../words";

export function PlaceField({ name = "placeId", label, required = true }: { name?: string; label?: string; required?: boolean }) {
  const { t } = useWords();
  const places = usePlaces();
  const text = label ?? t("reg.place");
  return (
    <Form.Item name={name} label={text} rules={required ? [{ required: true, message: t("field.required", { label: text }) }] : []}>
      <Select
        allowClear={!required}
        showSearch={{ optionFilterProp: "label" }}
        loading={places.isPending}
        options={(places.data ?? []).map((p) => ({ value: p.id, label: p.name }))}
        notFoundContent={t("reg.placeEmpty")}
      />
    </Form.Item>
  );
}

export function SystemField() {
  const { t } = useWords();
  const systems = useSystems();
  return (
    <Form.Item name="systemId" label={t("reg.system")} rules={[{ required: true, message: t("field.required", { label: t("reg.system") }) }]}>
      <Select
        showSearch={{ optionFilterProp: "label" }}
        loading={systems.isPending}
        options={(systems.data ?? []).map((s) => ({ value: s.id, label: s.name }))}
        notFoundContent={t("reg.systemEmpty")}
      />
    </Form.Item>
  );
}
