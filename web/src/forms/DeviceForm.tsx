// Registering a device, admitting a discovered one, and its settings.
import { Form, Input, InputNumber, Select, Switch } from "antd";
import type { Device, DeviceBody, DeviceOptions } from "../api/model";
import { send } from "../api/send";
import { useWords, type Speak } from "../words";
import { FormDialog } from "./FormDialog";

const DIGESTS = ["MD5", "SHA-256", "SM3"] as const;
const MEDIA = ["tcp-passive", "udp", "tcp-active"] as const;
const DIALECTS = ["streamnumber", "streamprofile", "stream", "streamMode"] as const;

/** Fields that were cleared are left out: the default holds then. */
function given(options: DeviceOptions): DeviceOptions {
  const { hasPassword: _readOnly, ...rest } = options;
  return Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined && v !== null && v !== ""));
}

interface Props {
  /** The device as it is; null for a new one. */
  device: Device | null;
  onClose: () => void;
}

export function DeviceForm({ device, onClose }: Props) {
  const { t } = useWords();
  const admitting = device?.state === "discovered";
  const save = (value: DeviceBody) => {
    const options = given({ ...device?.options, ...value.options });
    if (device === null || admitting) return send.makeDevice({ code: value.code, name: value.name, options });
    return send.changeDevice(device, value.name ?? "", options);
  };
  return (
    <FormDialog<DeviceBody>
      title={device === null ? t("dev.new") : admitting ? t("dev.admit") : t("dev.settings")}
      initial={device ?? {}}
      save={save}
      touches={["devices", "device"]}
      onClose={onClose}
    >
      {admitting ? <p className="faint">{t("dev.admitHelp")}</p> : null}
      <Form.Item name="code" label={t("dev.code")} rules={[{ required: true, pattern: /^\d{20}$/, message: t("field.required", { label: t("dev.code") }) }]}>
        <Input maxLength={20} inputMode="numeric" disabled={device !== null} className="num" />
      </Form.Item>
      <Form.Item name="name" label={t("field.name")}>
        <Input maxLength={100} />
      </Form.Item>
      <Options device={device} t={t} />
    </FormDialog>
  );
}

function Options({ device, t }: { device: Device | null; t: Speak }) {
  return (
    <>
      <div className="inline">
        <Form.Item name={["options", "password"]} label={t("opt.password")}>
          <Input.Password autoComplete="new-password" placeholder={device?.options.hasPassword ? t("opt.password.kept") : ""} />
        </Form.Item>
        <Form.Item name={["options", "digest"]} label={t("opt.digest")}>
          <Select allowClear placeholder={t("opt.default")} options={DIGESTS.map((d) => ({ value: d, label: d }))} style={{ minWidth: 120 }} />
        </Form.Item>
      </div>
      <div className="inline">
        <Form.Item name={["options", "media"]} label={t("opt.media")}>
          <Select allowClear placeholder={t("opt.media.tcp-passive")} options={MEDIA.map((m) => ({ value: m, label: t(`opt.media.${m}`) }))} style={{ minWidth: 210 }} />
        </Form.Item>
        <Form.Item name={["options", "dialect"]} label={t("opt.dialect")}>
          <Select allowClear placeholder={t("opt.auto")} options={DIALECTS.map((d) => ({ value: d, label: d }))} style={{ minWidth: 150 }} />
        </Form.Item>
        <Form.Item name={["options", "charset"]} label={t("opt.charset")}>
          <Select
            allowClear
            placeholder={t("opt.auto")}
            options={["GB18030", "UTF-8"].map((c) => ({ value: c, label: c }))}
            style={{ minWidth: 120 }}
          />
        </Form.Item>
      </div>
      <div className="inline">
        <Form.Item name={["options", "keepaliveSeconds"]} label={t("opt.keepalive")}>
          <InputNumber min={0} max={3600} placeholder={t("opt.default")} />
        </Form.Item>
        <Form.Item name={["options", "keepaliveMisses"]} label={t("opt.misses")}>
          <InputNumber min={0} max={100} placeholder={t("opt.default")} />
        </Form.Item>
        <Form.Item name={["options", "qop"]} label={t("opt.qop")} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name={["options", "noDate"]} label={t("opt.noDate")} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <Form.Item name={["options", "version"]} label={t("opt.version")}>
        <Input maxLength={16} style={{ width: 120 }} />
      </Form.Item>
      <Form.Item name={["options", "advertise"]} label={t("opt.advertise")} extra={t("opt.advertise.note")}>
        <Input maxLength={100} />
      </Form.Item>
    </>
  );
}
