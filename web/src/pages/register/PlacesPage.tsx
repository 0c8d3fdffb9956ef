import { PlusOutlined } from "@ant-design/icons";
import { Form, Input, Table } from "antd";
import { useState } from "react";
import { barred } from "../../api/can";
import type { Place, PlaceBody } from "../../api/model";
import { usePlaces } from "../../api/queries";
import { send } from "../../api/send";
import { useSession } from "../../api/session";
import { FormDialog } from "../../forms/FormDialog";
import { CategoryField, PlaceField } from "../../forms/pickers";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded, Nothing } from "../../ui/States";
import { coded, useWords } from "../../words";

type Branch = Place & { children?: Branch[] };

/** Places as a tree; one whose parent is not known stands at the top. */
function branches(places: readonly Place[]): Branch[] {
  const known = new Set(places.map((p) => p.id));
  const below = (parent: string | undefined): Branch[] =>
    places
      .filter((p) => (parent === undefined ? !p.parentId || !known.has(p.parentId) : p.parentId === parent))
      .map((p) => {
        const children = below(p.id);
        return children.length > 0 ? { ...p, children } : p;
      });
  return below(undefined);
}

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const places = usePlaces();
  const [form, setForm] = useState<Place | "new" | null>(null);
  return (
    <Page
      title={t("reg.places")}
      acts={
        <ReasonButton {...barred(can, "register.manage")} type="primary" icon={<PlusOutlined />} onClick={() => setForm("new")}>
          {t("reg.newPlace")}
        </ReasonButton>
      }
    >
      <Loaded query={places}>
        {(list) =>
          list.length === 0 ? (
            <Nothing text={t("reg.placeEmpty")} />
          ) : (
            <Table<Branch>
              size="small"
              aria-label={t("reg.places")}
              rowKey={(p) => p.id}
              dataSource={branches(list)}
              pagination={false}
              expandable={{ defaultExpandAllRows: true }}
              scroll={{ x: "max-content" }}
              columns={[
                { title: t("field.name"), dataIndex: "name" },
                { title: t("reg.category"), key: "category", render: (_v, p) => coded(t, "w8.", p.category) },
                { title: t("field.address"), dataIndex: "address" },
                {
                  title: t("field.actions"),
                  key: "acts",
                  render: (_v, p) => (
                    <ReasonButton size="small" type="link" {...barred(p.can, "change")} onClick={() => setForm(p)}>
                      {t("act.edit")}
                    </ReasonButton>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {form === null ? null : <PlaceForm place={form === "new" ? null : form} onClose={() => setForm(null)} />}
    </Page>
  );
}

function PlaceForm({ place, onClose }: { place: Place | null; onClose: () => void }) {
  const { t } = useWords();
  const save = (value: PlaceBody) => (place === null ? send.makePlace(value) : send.changePlace(place, value));
  return (
    <FormDialog<PlaceBody> title={place === null ? t("reg.newPlace") : t("reg.editPlace")} initial={place ?? {}} save={save} touches={["places", "tree"]} onClose={onClose}>
      <Form.Item name="name" label={t("field.name")} rules={[{ required: true, message: t("field.required", { label: t("field.name") }) }]}>
        <Input maxLength={100} />
      </Form.Item>
      <PlaceField name="parentId" label={t("reg.parent")} required={false} />
      <CategoryField />
      <Form.Item name="address" label={t("field.address")}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  );
}
