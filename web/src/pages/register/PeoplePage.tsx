import { PlusOutlined } from "@ant-design/icons";
import { Checkbox, Input } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { barred } from "../../api/can";
import { useSession } from "../../api/session";
import { PersonForm } from "../../forms/PersonForm";
import { PeopleOf } from "../../panels/register/PeopleOf";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [query, setQuery] = useSearchParams();
  const q = query.get("q") ?? undefined;
  const left = query.get("left") === "1";
  const [form, setForm] = useState(false);
  const set = (next: { q?: string; left: boolean }): void => setQuery({ ...(next.q ? { q: next.q } : {}), ...(next.left ? { left: "1" } : {}) }, { replace: true });
  return (
    <Page
      title={t("person.title")}
      lead={
        <>
          <Input.Search type="search" allowClear defaultValue={q} placeholder={t("acc.name")} aria-label={t("acc.name")} onSearch={(v) => set({ q: v, left })} style={{ width: 220 }} />
          <Checkbox checked={left} onChange={(e) => set({ q, left: e.target.checked })}>
            {t("person.withLeft")}
          </Checkbox>
        </>
      }
      acts={
        <ReasonButton {...barred(can, "register.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm(true)}>
          {t("person.new")}
        </ReasonButton>
      }
    >
      <PeopleOf q={q} left={left || undefined} />
      {form ? <PersonForm person={null} onClose={() => setForm(false)} /> : null}
    </Page>
  );
}
