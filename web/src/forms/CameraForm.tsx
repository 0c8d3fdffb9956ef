// Registering or changing a camera.
import { Form, Input, InputNumber, Segmented, Select, Switch } from "antd";
import { Link } from "react-router";
import { useRecord } from "../api/archive";
import type { Camera, CameraBody, Source } from "../api/model";
import { send } from "../api/send";
import { paths } from "../util/paths";
import { useWords, type Word } from "../words";
import { FormDialog } from "./FormDialog";
import { PlaceField, SystemField } from "./pickers";
import { RoomUseField } from "./RoomUseField";

/** The form's fields: a sub source may be absent. */
interface Entry extends Omit<CameraBody, "main" | "sub"> {
  main?: Partial<Source>;
  sub?: Partial<Omit<Source, "kind">> & { kind?: Source["kind"] | "none" };
}

const BLANK: Entry = { name: "", roomUse: "", systemId: "", placeId: "", enabled: true, class: 3, redundancy: "none", main: { kind: "rtsp", transport: "tcp" }, sub: { kind: "none" } };

/** A source as it is sent: what was read is kept, what was entered replaces it. */
function sourceOf(known: Source | undefined, entered: Entry["sub"]): Source | undefined {
  const kind = entered?.kind ?? known?.kind ?? "none";
  if (kind === "none") return undefined;
  const { hasPassword: _readOnly, ...rest } = { ...(known?.kind === kind ? known : {}), ...entered, kind };
  return rest;
}

const TRANSPORTS = ["tcp", "udp"] as const;

export function CameraForm({ camera, onClose }: { camera: Camera | null; onClose: () => void }) {
  const { t } = useWords();
  const save = (value: Entry) => {
    const whole: CameraBody = { ...value, plan: camera?.plan, main: sourceOf(camera?.main, value.main), sub: sourceOf(camera?.sub, value.sub) };
    return camera === null ? send.makeCamera(whole) : send.changeCamera(camera, whole);
  };
  const initial: Entry = camera === null ? BLANK : { ...camera, sub: camera.sub ?? { kind: "none" } };
  return (
    <FormDialog<Entry> title={camera === null ? t("reg.newCamera") : t("reg.editCamera")} initial={initial} save={save} touches={["cameras", "camera", "tree"]} onClose={onClose}>
      <Form.Item name="name" label={t("field.name")} rules={[{ required: true, message: t("field.required", { label: t("field.name") }) }]}>
        <Input maxLength={100} />
      </Form.Item>
      <fieldset>
        <legend>{t("cam.where")}</legend>
        {camera === null ? <p className="faint">{t("cam.purposeLater")}</p> : <Purpose id={camera.id} />}
        <RoomUseField />
        <PlaceField />
        <SystemField />
        {camera === null ? null : <MoveReason camera={camera} />}
      </fieldset>
      <Form.Item name="nameStatement" label={t("reg.nameStatement")} extra={t("reg.nameStatementHelp")}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="code" label={t("reg.code")}>
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item name="enabled" label={t("reg.enabled")} valuePropName="checked" extra={t("reg.always")}>
        <Switch />
      </Form.Item>
      <SpaceFields />
      <SourceFields name="main" word="reg.main" kept={camera?.main?.hasPassword === true} />
      <SourceFields name="sub" word="reg.sub" kept={camera?.sub?.hasPassword === true} />
    </FormDialog>
  );
}

/** What the camera is for stands in its archive. */
function Purpose({ id }: { id: string }) {
  const { t } = useWords();
  const record = useRecord(id);
  const purpose = record.data?.values["purpose"];
  return (
    <p>
      {t("cam.purpose")}：{purpose ?? <span className="faint">{record.isPending ? "…" : t("unit.none")}</span>} <Link to={paths.archiveOf(id)}>{t("cam.toArchive")}</Link>
    </p>
  );
}

/** Asked for once the camera is to stand elsewhere: the retention floor may fall. */
function MoveReason({ camera }: { camera: Camera }) {
  const { t } = useWords();
  return (
    <Form.Item noStyle shouldUpdate>
      {({ getFieldValue }) =>
        getFieldValue("placeId") === camera.placeId && getFieldValue("systemId") === camera.systemId ? null : (
          <Form.Item name="reason" label={t("cam.reason")} extra={t("cam.reasonHelp")}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        )
      }
    </Form.Item>
  );
}

const CLASSES = [1, 2, 3, 4] as const;
const REDUNDANCY = ["none", "edge"] as const;

/** What counts when the store runs full, and whether the camera fits at all. */
function SpaceFields() {
  const { t } = useWords();
  return (
    <fieldset>
      <legend>{t("reg.space")}</legend>
      <Form.Item name="class" label={t("reg.class")} extra={t("reg.classHelp")}>
        <Select options={CLASSES.map((c) => ({ value: c, label: t(`reg.class.${c}`) }))} />
      </Form.Item>
      <Form.Item name="redundancy" label={t("reg.redundancy")} extra={t("reg.redundancyHelp")}>
        <Segmented options={REDUNDANCY.map((r) => ({ value: r, label: t(`reg.redundancy.${r}`) }))} />
      </Form.Item>
      <Form.Item name="kbps" label={t("reg.kbps")} extra={t("reg.kbpsHelp")}>
        <InputNumber min={0} max={1_000_000} step={512} style={{ width: 160 }} />
      </Form.Item>
    </fieldset>
  );
}

function SourceFields({ name, word, kept }: { name: "main" | "sub"; word: Word; kept: boolean }) {
  const { t } = useWords();
  const kinds = name === "main" ? (["rtsp", "gb28181"] as const) : (["none", "rtsp", "gb28181"] as const);
  return (
    <fieldset>
      <legend>{t(word)}</legend>
      <Form.Item name={[name, "kind"]} label={t("src.kind")}>
        <Segmented options={kinds.map((k) => ({ value: k, label: t(`src.${k}`) }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => {
          const kind: unknown = getFieldValue([name, "kind"]);
          if (kind === "rtsp") return <Rtsp name={name} kept={kept} />;
          if (kind === "gb28181") {
            return (
              <Form.Item name={[name, "channel"]} label={t("src.channel")} extra={t("src.keptOff")}>
                <Input disabled />
              </Form.Item>
            );
          }
          return null;
        }}
      </Form.Item>
    </fieldset>
  );
}

function Rtsp({ name, kept }: { name: "main" | "sub"; kept: boolean }) {
  const { t } = useWords();
  return (
    <>
      <Form.Item name={[name, "url"]} label={t("src.url")} rules={[{ required: true, pattern: /^rtsps?:\/\//, message: t("field.required", { label: t("src.url") }) }]}>
        <Input inputMode="url" placeholder={"rtsp://"} />
      </Form.Item>
      <div className="inline">
        <Form.Item name={[name, "user"]} label={t("src.user")}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name={[name, "password"]} label={t("src.password")}>
          <Input.Password autoComplete="new-password" placeholder={kept ? t("src.passwordKept") : ""} />
        </Form.Item>
        <Form.Item name={[name, "transport"]} label={t("src.transport")}>
          <Select options={TRANSPORTS.map((x) => ({ value: x, label: t(`src.transport.${x}`) }))} style={{ minWidth: 110 }} />
        </Form.Item>
      </div>
    </>
  );
}
