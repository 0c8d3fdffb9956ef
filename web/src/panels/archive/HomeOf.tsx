// 看守位: where a camera that can be moved belongs.
import { Form, Input, InputNumber, Popconfirm, Radio, Space } from "antd";
import { useState } from "react";
import { barred } from "../../api/can";
import { sendControl, useStanding, type HomeBody, type Standing } from "../../api/control";
import { FormDialog } from "../../forms/FormDialog";
import { HomeWords } from "../../player/HomeWords";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

export function HomeOf({ camera }: { camera: string }) {
  const standing = useStanding(camera);
  return <Loaded query={standing}>{(s) => <Home camera={camera} standing={s} />}</Loaded>;
}

function Home({ camera, standing }: { camera: string; standing: Standing }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const { home } = standing;
  const may = barred(standing.can, "setHome");
  const drop = useChange({ run: (etag: string) => sendControl.dropHome(camera, etag), touches: ["control"] });
  return (
    <>
      <HomeWords home={home} away={Boolean(home?.awaySince)} />
      {home ? (
        <p className="faint">
          {t("ctl.homeBy", { by: home.by, at: dateTime(home.at) })}
          {home.reason ? ` · ${home.reason}` : ""}
        </p>
      ) : null}
      <Space>
        <ReasonButton why={may.why} article={may.article} onClick={() => setOpen(true)}>
          {t("ctl.homeEdit")}
        </ReasonButton>
        {home ? (
          <Popconfirm title={t("ctl.homeDropAsk")} okText={t("ctl.homeDrop")} cancelText={t("act.cancel")} onConfirm={() => drop.mutate(home.etag)} disabled={may.why !== ""}>
            <span>
              <ReasonButton danger why={may.why} article={may.article} loading={drop.isPending}>
                {t("ctl.homeDrop")}
              </ReasonButton>
            </span>
          </Popconfirm>
        ) : null}
      </Space>
      {open ? <HomeForm camera={camera} home={home} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface Entry {
  kind: "preset" | "cruise";
  number: number;
  afterSeconds: number;
  reason: string;
}

function HomeForm({ camera, home, onClose }: { camera: string; home: Standing["home"]; onClose: () => void }) {
  const { t } = useWords();
  const initial: Entry = {
    kind: home?.cruise ? "cruise" : "preset",
    number: home?.preset ?? home?.cruise ?? 1,
    afterSeconds: home?.afterSeconds ?? 180,
    reason: home?.reason ?? "",
  };
  const save = (e: Entry) => {
    const body: HomeBody = { afterSeconds: e.afterSeconds, reason: e.reason, ...(e.kind === "preset" ? { preset: e.number } : { cruise: e.number }) };
    return sendControl.setHome(camera, home?.etag ?? "", body);
  };
  const need = (label: string) => ({ required: true, message: t("field.required", { label }) });
  return (
    <FormDialog<Entry, unknown> title={t("ctl.homeEdit")} initial={initial} save={save} touches={["control"]} onClose={onClose}>
      <Form.Item name="kind" label={t("ctl.homeKind")}>
        <Radio.Group options={[{ value: "preset", label: t("ctl.preset") }, { value: "cruise", label: t("ctl.cruise") }]} />
      </Form.Item>
      <Form.Item name="number" label={t("ctl.number")} rules={[need(t("ctl.number"))]}>
        <InputNumber min={1} max={255} />
      </Form.Item>
      <Form.Item name="afterSeconds" label={t("ctl.homeAfter")} rules={[need(t("ctl.homeAfter"))]}>
        <InputNumber min={30} max={7200} step={30} />
      </Form.Item>
      <Form.Item name="reason" label={t("ctl.homeWhy")}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
