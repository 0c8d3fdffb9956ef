import { Form, Select } from "antd";
import { usePlaces, useSystems, useTree } from "../api/queries";
import { useWords } from "../words";
import { useFactChoices } from "./facts";

/** The ten items of W168/8. */
export function CategoryField() {
  const { t } = useWords();
  const facts = useFactChoices();
  return (
    <Form.Item name="category" label={t("reg.category")}>
      <Select allowClear loading={facts.loading} options={facts.categories} />
    </Form.Item>
  );
}

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

export function SystemField({ required = true }: { required?: boolean }) {
  const { t } = useWords();
  const systems = useSystems();
  return (
    <Form.Item name="systemId" label={t("reg.system")} rules={required ? [{ required: true, message: t("field.required", { label: t("reg.system") }) }] : []}>
      <Select
        allowClear={!required}
        showSearch={{ optionFilterProp: "label" }}
        loading={systems.isPending}
        options={(systems.data ?? []).map((s) => ({ value: s.id, label: s.name }))}
        notFoundContent={t("reg.systemEmpty")}
      />
    </Form.Item>
  );
}

export function CameraField({ name, required = true, system }: { name: string; required?: boolean; system?: string }) {
  const { t } = useWords();
  const tree = useTree();
  const label = t("chan.camera");
  return (
    <Form.Item name={name} label={label} rules={required ? [{ required: true, message: t("field.required", { label }) }] : []}>
      <Select
        allowClear={!required}
        showSearch={{ optionFilterProp: "label" }}
        loading={tree.isPending}
        options={(tree.data?.cameras ?? []).filter((c) => system === undefined || c.systemId === system).map((c) => ({ value: c.id, label: c.name }))}
        notFoundContent={t("reg.cameraEmpty")}
      />
    </Form.Item>
  );
}
