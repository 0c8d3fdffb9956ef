// Registering a device, admitting a discovered one, and its settings.
import { Form, Input, InputNumber, Select, Switch } from "antd";
import type { Device, DeviceBody, DeviceOptions } from "../api/model";
import { send } from "../api/send";
import { useWords, type Speak } from "../words";
import { FormDialog } from "./FormDialog";

const DIGESTS = [
  ["md5", "MD5"],
  ["md5-qop", "MD5 + qop"],
  ["sha256", "SHA-256"],
  ["sm3", "SM3"],
] as const;
const MEDIA = ["tcp-passive", "udp", "tcp-active"] as const;
const DIALECTS = ["streamnumber", "streamprofile", "stream", "streammode"] as const;

const BLANK: DeviceOptions = {
  user: "",
  hasPassword: false,
  digest: "md5",
  media: "tcp-passive",
  dialect: "streamnumber",
  charset: "auto",
  noDate: false,
  keepaliveSeconds: 60,
  keepaliveMisses: 3,
  advertise: "",
};

interface Props {
  /** The device as it is; null for a new one. */
  device: Device | null;
  onClose: () => void;
}

export function DeviceForm({ device, onClose }: Props) {
  const { t } = useWords();
  const admitting = device?.state === "discovered";
  const save = (value: DeviceBody) => {
    const options = { ...(device?.options ?? BLANK), ...value.options };
    if (device === null || admitting) return send.makeDevice({ code: value.code, name: value.name, options });
    return send.changeDevice(device, value.name ?? "", options);
  };
  return (
    <FormDialog<DeviceBody>
      title={device === null ? t("dev.new") : admitting ? t("dev.admit") : t("dev.settings")}
      initial={device ?? { options: BLANK }}
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
        <Form.Item name={["options", "user"]} label={t("opt.user")} extra={t("opt.user.note")}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name={["options", "password"]} label={t("opt.password")}>
          <Input.Password autoComplete="new-password" placeholder={device?.options.hasPassword ? t("opt.password.kept") : ""} />
        </Form.Item>
        <Form.Item name={["options", "digest"]} label={t("opt.digest")}>
          <Select options={DIGESTS.map(([value, label]) => ({ value, label }))} style={{ minWidth: 120 }} />
        </Form.Item>
      </div>
      <div className="inline">
        <Form.Item name={["options", "media"]} label={t("opt.media")}>
          <Select options={MEDIA.map((m) => ({ value: m, label: t(`opt.media.${m}`) }))} style={{ minWidth: 210 }} />
        </Form.Item>
        <Form.Item name={["options", "dialect"]} label={t("opt.dialect")}>
          <Select options={[...DIALECTS.map((d) => ({ value: d, label: d })), { value: "none", label: t("opt.none") }]} style={{ minWidth: 150 }} />
        </Form.Item>
        <Form.Item name={["options", "charset"]} label={t("opt.charset")}>
          <Select
            options={[
              { value: "auto", label: t("opt.auto") },
              { value: "gb18030", label: "GB18030" },
              { value: "utf-8", label: "UTF-8" },
            ]}
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
        <Form.Item name={["options", "noDate"]} label={t("opt.noDate")} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <Form.Item name={["options", "advertise"]} label={t("opt.advertise")} extra={t("opt.advertise.note")}>
        <Input maxLength={100} />
      </Form.Item>
    </>
  );
}
