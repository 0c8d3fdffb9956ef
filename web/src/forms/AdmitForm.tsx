// A channel of a catalogue becomes a camera: it needs a room use, a place and
// a system, and a forbidden room use ends there (W168/9).
import { Form, Input, InputNumber, Switch } from "antd";
import type { Channel } from "../api/model";
import { send } from "../api/send";
import { useWords } from "../words";
import { FormDialog } from "./FormDialog";
import { PlaceField, SystemField } from "./pickers";
import { RoomUseField } from "./RoomUseField";

type Body = Parameters<typeof send.admitChannel>[1];

export function AdmitForm({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useWords();
  return (
    <FormDialog<Body>
      title={`${t("chan.admit")} · ${channel.name}`}
      initial={{ name: channel.name }}
      save={(value) => send.admitChannel(channel.id, value)}
      touches={["channels", "device", "devices", "cameras", "tree"]}
      okText={t("dev.admit")}
      onClose={onClose}
    >
      <Form.Item name="name" label={t("field.name")} rules={[{ required: true, message: t("field.required", { label: t("field.name") }) }]}>
        <Input maxLength={100} />
      </Form.Item>
      <RoomUseField />
      <Form.Item name="nameStatement" label={t("reg.nameStatement")} extra={t("reg.nameStatementHelp")}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <PlaceField />
      <Form.Item name="sub" label={t("reg.hasSub")} valuePropName="checked">
        <Switch />
      </Form.Item>
      <SystemField />
      <Form.Item name="kbps" label={t("reg.kbps")} extra={t("reg.kbpsHelp")}>
        <InputNumber min={0} max={1_000_000} step={512} style={{ width: 160 }} />
      </Form.Item>
    </FormDialog>
  );
}
