// Holding footage: one person is enough, and it takes effect at once.
import { Alert, Form, Input, Switch } from "antd";
import { useState } from "react";
import { sendHold } from "../api/evidence";
import { useTimelines } from "../api/queries";
import { FormDialog } from "../forms/FormDialog";
import { day, DAY, HOUR, localInput, parseLocal, wire } from "../util/time";
import { useWords } from "../words";
import { centre, wanted, type View } from "./scale";
import { TimelineView } from "./TimelineView";

interface Entry {
  from: string;
  to: string;
  matter: string;
  reason: string;
  basis: string;
  reviewOn: string;
  asked: boolean;
  name?: string;
  unit?: string;
  card?: string;
}

interface Props {
  cameras: readonly { id: string; name: string }[];
  /** The moment around which a span is proposed. */
  around: number;
  onClose: () => void;
}

/** What is proposed as the day of review; whoever holds says otherwise. */
const REVIEW_AFTER = 90 * DAY;
const ARTICLE = "W168/29/2";

export function HoldDialog({ cameras, around, onClose }: Props) {
  const { t } = useWords();
  const [initial] = useState(
    (): Entry => ({
      from: localInput(around - 5 * 60_000), to: localInput(Math.min(around + 5 * 60_000, Date.now())), matter: "", reason: "", basis: ARTICLE,
      reviewOn: day(Date.now() + REVIEW_AFTER), asked: false,
    }),
  );
  return (
    <FormDialog<Entry>
      title={t("hold.placeTitle")}
      initial={initial}
      okText={t("hold.place")}
      said={t("hold.placed")}
      touches={["holds"]}
      save={(v) => sendHold.place(placing(v, cameras.map((c) => c.id)))}
      onClose={onClose}
    >
      <Alert type="info" showIcon role="note" title={t("hold.placeHelp")} />
      <p>{cameras.map((c) => c.name).join(" · ")}</p>
      <Form.Item noStyle dependencies={["from", "to"]}>
        {({ getFieldValue, setFieldsValue }) => (
          <Pick
            cameras={cameras}
            span={{ from: parseLocal(String(getFieldValue("from"))), to: parseLocal(String(getFieldValue("to"))) }}
            onSpan={(s) => setFieldsValue({ from: localInput(s.from), to: localInput(s.to) })}
          />
        )}
      </Form.Item>
      <Fields />
    </FormDialog>
  );
}

/** What the form holds, as the server takes it. */
function placing(v: Entry, cameraIds: string[]) {
  return {
    cameraIds,
    from: wire(parseLocal(v.from)),
    to: wire(parseLocal(v.to)),
    matter: v.matter,
    reason: v.reason,
    basis: v.basis,
    reviewOn: v.reviewOn,
    ...(v.asked ? { officer: { name: v.name ?? "", unit: v.unit ?? "", card: v.card ?? "" } } : {}),
  };
}

/** The span on the timeline of what was recorded, drawn by dragging. */
function Pick({ cameras, span, onSpan }: { cameras: Props["cameras"]; span: View; onSpan: (span: View) => void }) {
  const { t } = useWords();
  const [view, setView] = useState<View>(() => centre({ from: 0, to: HOUR }, span.from));
  const w = wanted(view);
  const data = useTimelines(cameras.map((c) => c.id), wire(w.from), wire(w.to), w.scale, true);
  const rows = cameras.map((c, i) => ({ id: c.id, name: c.name, data: data[i]?.cameraId === c.id ? data[i] : undefined }));
  return (
    <div className="spanpick" role="group" aria-label={t("hold.span")}>
      <TimelineView rows={rows} view={view} onView={setView} cursor={() => span.from} onSeek={() => undefined} span={span} onSpan={onSpan} hint={t("hold.pick")} />
    </div>
  );
}

function Fields() {
  const { t } = useWords();
  const need = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <>
      <Form.Item name="from" label={t("hold.from")} rules={need(t("hold.from"))}>
        <Input type="datetime-local" step={1} />
      </Form.Item>
      <Form.Item
        name="to"
        label={t("hold.to")}
        dependencies={["from"]}
        rules={[
          ...need(t("hold.to")),
          ({ getFieldValue }) => ({
            validator: (_r, value: string) =>
              parseLocal(value) > parseLocal(String(getFieldValue("from"))) ? Promise.resolve() : Promise.reject(new Error(t("hold.order"))),
          }),
        ]}
      >
        <Input type="datetime-local" step={1} />
      </Form.Item>
      <Form.Item name="matter" label={t("hold.matter")} rules={need(t("hold.matter"))}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="reason" label={t("hold.reason")} rules={need(t("hold.reason"))}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="basis" label={t("hold.basis")} rules={need(t("hold.basis"))}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="reviewOn" label={t("hold.review")} rules={need(t("hold.review"))}>
        <Input type="date" min={day(Date.now() + DAY)} style={{ width: 180 }} />
      </Form.Item>
      <Form.Item name="asked" label={t("hold.asked")} valuePropName="checked" extra={t("hold.askedHelp")}>
        <Switch />
      </Form.Item>
      <Form.Item noStyle dependencies={["asked"]}>
        {({ getFieldValue }) =>
          getFieldValue("asked") === true ? (
            <>
              <Form.Item name="name" label={t("hold.officerName")} rules={need(t("hold.officerName"))}>
                <Input maxLength={50} />
              </Form.Item>
              <Form.Item name="unit" label={t("hold.officerUnit")} rules={need(t("hold.officerUnit"))}>
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name="card" label={t("hold.officerCard")} rules={need(t("hold.officerCard"))}>
                <Input maxLength={50} />
              </Form.Item>
            </>
          ) : null
        }
      </Form.Item>
    </>
  );
}
