import { Form, Input, Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { barred } from "../../api/can";
import type { Setting } from "../../api/model";
import { useSettings } from "../../api/queries";
import { send } from "../../api/send";
import { FormDialog } from "../../forms/FormDialog";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded, Nothing } from "../../ui/States";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

function wellFormed(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function Component() {
  const { t, language } = useWords();
  const settings = useSettings();
  const [editing, setEditing] = useState<Setting | null>(null);
  const columns: TableColumnsType<Setting> = [
    {
      title: t("field.name"),
      key: "name",
      render: (_v, s) => (
        <>
          {language === "zh" ? s.zh : s.en}
          <div className="faint num">{s.key}</div>
        </>
      ),
    },
    { title: t("set.value"), dataIndex: "value", className: "num" },
    { title: t("field.state"), key: "changed", render: (_v, s) => (s.changedAt ? t("set.changed", { by: s.changedBy, time: dateTime(s.changedAt) }) : t("set.default")) },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, s) => (
        <ReasonButton size="small" type="link" {...barred(s.can, "change")} onClick={() => setEditing(s)}>
          {t("act.edit")}
        </ReasonButton>
      ),
    },
  ];
  return (
    <Page title={t("set.title")}>
      <Loaded query={settings}>
        {(list) =>
          list.length === 0 ? (
            <Nothing text={t("set.empty")} />
          ) : (
            <Table<Setting> size="small" aria-label={t("set.title")} rowKey={(s) => s.key} dataSource={list} columns={columns} pagination={false} scroll={{ x: "max-content" }} />
          )
        }
      </Loaded>
      {editing === null ? null : (
        <FormDialog<{ value: string }>
          title={language === "zh" ? editing.zh : editing.en}
          initial={{ value: editing.value }}
          save={({ value }) => send.changeSetting(editing.key, value)}
          touches={["settings"]}
          onClose={() => setEditing(null)}
        >
          <Form.Item
            name="value"
            label={editing.key}
            rules={[{ validator: (_r, v: string) => (wellFormed(v) ? Promise.resolve() : Promise.reject(new Error(t("set.badJson")))) }]}
          >
            <Input.TextArea autoSize className="num" />
          </Form.Item>
        </FormDialog>
      )}
    </Page>
  );
}
