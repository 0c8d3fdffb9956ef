import { PlusOutlined } from "@ant-design/icons";
import { Table, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { barred } from "../../api/can";
import type { Place } from "../../api/model";
import { usePlaces } from "../../api/queries";
import { useSession } from "../../api/session";
import { PlaceForm } from "../../forms/PlaceForm";
import { useDivisionWords } from "../../forms/units";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded, Nothing } from "../../ui/States";
import { paths } from "../../util/paths";
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
  const division = useDivisionWords();
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
                { title: t("field.name"), key: "name", render: (_v, p) => <Link to={paths.place(p.id)}>{p.name}</Link> },
                { title: t("reg.category"), key: "category", render: (_v, p) => coded(t, "w8.", p.effective.category) },
                { title: t("reg.publicClass"), key: "class", render: (_v, p) => coded(t, "r799.", p.effective.publicClass) },
                {
                  title: t("sys.facts"),
                  key: "flags",
                  render: (_v, p) => (
                    <>
                      {p.effective.keyTarget ? <Tag color="red">{t("reg.keyTarget")}</Tag> : null}
                      {p.effective.keySecurityUnit ? <Tag color="orange">{t("reg.keySecurity")}</Tag> : null}
                      {p.keyPart ? <Tag>{coded(t, "keypart.", p.keyPart)}</Tag> : null}
                    </>
                  ),
                },
                { title: t("unit.division"), key: "division", render: (_v, p) => division(p.division) },
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
