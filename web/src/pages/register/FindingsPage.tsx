import { PlusOutlined } from "@ant-design/icons";
import { Form, Input, Segmented, Select, type TableColumnsType } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { whyNot } from "../../api/can";
import type { Finding } from "../../api/model";
import { articleName } from "../../api/problem";
import { useFindings, usePlaces, useRoomUses } from "../../api/queries";
import { send } from "../../api/send";
import { useSession } from "../../api/session";
import { FormDialog } from "../../forms/FormDialog";
import { PlaceField } from "../../forms/pickers";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

type Body = Parameters<typeof send.makeFinding>[0];

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [query, setQuery] = useSearchParams();
  const all = query.get("all") === "1";
  const findings = useFindings(!all);
  const [form, setForm] = useState(false);
  const columns = useColumns();
  return (
    <Page
      title={t("find.title")}
      lead={
        <Segmented
          value={all}
          aria-label={t("field.state")}
          options={[
            { value: false, label: t("find.open") },
            { value: true, label: t("field.all") },
          ]}
          onChange={(v) => setQuery(v ? { all: "1" } : {}, { replace: true })}
        />
      }
      acts={
        <ReasonButton why={whyNot(can, "findings")} type="primary" icon={<PlusOutlined />} onClick={() => setForm(true)}>
          {t("find.new")}
        </ReasonButton>
      }
    >
      <ListTable query={findings} columns={columns} rowKey={(f) => f.id} label={t("find.title")} empty={t("find.empty")} />
      {form ? <FindingForm onClose={() => setForm(false)} /> : null}
    </Page>
  );
}

function useColumns(): TableColumnsType<Finding> {
  const { t, language } = useWords();
  const places = usePlaces();
  const uses = useRoomUses();
  return [
    { title: t("field.time"), key: "at", className: "num", render: (_v, f) => dateTime(f.at) },
    { title: t("field.kind"), key: "kind", render: (_v, f) => <span className={`mark ${f.closedAt ? "idle" : "bad"}`}>{coded(t, "find.kind.", f.kind)}</span> },
    { title: t("find.article"), key: "article", render: (_v, f) => articleName(f.article) },
    { title: t("reg.place"), key: "place", render: (_v, f) => places.data?.find((p) => p.id === f.placeId)?.name ?? "—" },
    {
      title: t("reg.roomUse"),
      key: "use",
      render: (_v, f) => {
        const u = uses.data?.find((x) => x.code === f.roomUse);
        return u ? (language === "zh" ? u.zh : u.en) : (f.roomUse ?? "—");
      },
    },
    { title: t("field.note"), dataIndex: "note" },
    { title: t("find.finder"), key: "finder", render: (_v, f) => f.finder || t("find.house") },
    { title: t("field.state"), key: "state", render: (_v, f) => (f.closedAt ? `${t("find.closed")} ${dateTime(f.closedAt)}` : t("find.open")) },
  ];
}

function FindingForm({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords();
  const uses = useRoomUses();
  const forbidden = (uses.data ?? []).filter((u) => u.forbidden);
  return (
    <FormDialog<Body> title={t("find.new")} initial={{ kind: "forbidden-camera" }} save={send.makeFinding} touches={["findings"]} onClose={onClose}>
      <Form.Item name="kind" label={t("field.kind")}>
        <Segmented
          options={[
            { value: "forbidden-camera", label: t("find.kind.forbidden-camera") },
            { value: "other", label: t("find.kind.other") },
          ]}
        />
      </Form.Item>
      <PlaceField />
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) =>
          getFieldValue("kind") === "forbidden-camera" ? (
            <Form.Item name="roomUse" label={t("reg.roomUse")} rules={[{ required: true, message: t("field.required", { label: t("reg.roomUse") }) }]}>
              <Select options={forbidden.map((u) => ({ value: u.code, label: `${language === "zh" ? u.zh : u.en} · ${articleName(u.article)}` }))} />
            </Form.Item>
          ) : null
        }
      </Form.Item>
      <Form.Item name="note" label={t("field.note")} rules={[{ required: true, message: t("field.required", { label: t("field.note") }) }]}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
