// Choosing a room use. Forbidden ones stand in the list, so that people see
// that they are thought of; choosing one shows the clause and why saving ends
// there (gate L1). The server refuses whatever this form does.
import { Alert, Form, Select } from "antd";
import type { NamePath } from "antd/es/form/interface";
import type { RoomUse } from "../api/model";
import { ArticleRef } from "../ui/ArticleRef";
import { useRoomUses } from "../api/queries";
import { useWords } from "../words";

interface Props {
  name?: NamePath;
  /** Where in the form the list stands that name is a place in. */
  within?: readonly (string | number)[];
  required?: boolean;
}

export function RoomUseField({ name = "roomUse", within = [], required = true }: Props) {
  const { t, language } = useWords();
  const uses = useRoomUses();
  const list = uses.data ?? [];
  const title = (u: RoomUse): string => (language === "zh" ? u.zh : u.en);
  const options = (forbidden: boolean) => list.filter((u) => u.forbidden === forbidden).map((u) => ({ value: u.code, label: forbidden ? `${title(u)} · ${t("reg.forbidden")}` : title(u) }));
  return (
    <>
      <Form.Item name={name} label={t("reg.roomUse")} extra={t("reg.roomUseHelp")} rules={required ? [{ required: true, message: t("field.required", { label: t("reg.roomUse") }) }] : []}>
        <Select
          allowClear={!required}
          showSearch={{ optionFilterProp: "label" }}
          loading={uses.isPending}
          options={[
            { label: t("reg.lawful"), title: "lawful", options: options(false) },
            { label: t("reg.forbidden"), title: "forbidden", options: options(true) },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => {
          const use = list.find((u) => u.code === getFieldValue([...within, name].flat()));
          return use?.forbidden ? <Forbidden use={use} /> : null;
        }}
      </Form.Item>
    </>
  );
}

/** Why a use is forbidden, with the clause in its own words. */
export function Forbidden({ use }: { use: RoomUse }) {
  const { t, language } = useWords();
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={
        <>
          {t("reg.refusedUse")} · <ArticleRef article={use.article ?? ""} />
        </>
      }
      description={
        <>
          <blockquote>{language === "zh" ? use.textZh : use.textEn}</blockquote>
          <p>{t("reg.refusedHelp")}</p>
        </>
      }
    />
  );
}
