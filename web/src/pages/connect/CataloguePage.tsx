import { PlusOutlined } from "@ant-design/icons";
import { Card, Popconfirm, type TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { sendConnect, useCatalogueItems, useCatalogueVersions, type CatalogueVersion } from "../../api/connect";
import { articleName } from "../../api/problem";
import { useSession } from "../../api/session";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Failed, Loading, Nothing } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";
import { CompareDialog, DraftForm, PublishDialog, RuleLine } from "./CatalogueParts";

const TONE: Readonly<Record<string, string>> = { draft: "warn", published: "ok", superseded: "idle" };

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const versions = useCatalogueVersions();
  const [editing, setEditing] = useState<CatalogueVersion | "new" | null>(null);
  const list = versions.data?.pages.flatMap((p) => p.items) ?? [];
  const hasDraft = list.some((v) => v.status === "draft");
  const begin = (
    <ReasonButton why={whyNot(can, "catalogue.manage")} disabled={hasDraft} type="primary" icon={<PlusOutlined />} onClick={() => setEditing("new")}>
      {t("cat.newDraft")}
    </ReasonButton>
  );
  return (
    <Page title={t("cat.title")} lead={<span className="faint">{`${t("cat.lead")} · ${articleName("W168/21/3")}`}</span>} acts={begin}>
      {versions.error && !versions.data ? <Failed error={versions.error} retry={() => void versions.refetch()} /> : null}
      {versions.isPending ? <Loading /> : null}
      {versions.data && list.length === 0 ? <Nothing text={t("cat.empty")}>{begin}</Nothing> : null}
      {list.map((v) => (
        <Edition key={v.id} version={v} earlier={list.filter((x) => x.status !== "draft" && x.number < v.number)} edit={() => setEditing(v)} />
      ))}
      {editing === null ? null : <DraftForm version={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  );
}

function Edition({ version: v, earlier, edit }: { version: CatalogueVersion; earlier: readonly CatalogueVersion[]; edit: () => void }) {
  const { t } = useWords();
  const [publishing, setPublishing] = useState(false);
  const [comparing, setComparing] = useState(false);
  const [open, setOpen] = useState(v.status === "published");
  const drop = useChange({ run: () => sendConnect.drop(v.id), touches: ["catalogue"] });
  return (
    <Card
      size="small"
      title={
        <>
          {t("cat.number", { n: v.number })} · {v.title} <span className={`mark ${TONE[v.status] ?? "idle"}`}>{coded(t, "cat.status.", v.status)}</span>
        </>
      }
      extra={<span className="faint num">{v.publishedAt ? t("cat.publishedAt", { time: dateTime(v.publishedAt) }) : t("cat.draftedAt", { time: dateTime(v.draftedAt) })}</span>}
      actions={
        v.status === "draft"
          ? [
              <ReasonButton key="edit" type="link" why={whyNot(v.can, "change")} onClick={edit}>
                {t("cat.editDraft")}
              </ReasonButton>,
              <ReasonButton key="publish" type="link" why={whyNot(v.can, "publish")} onClick={() => setPublishing(true)}>
                {t("cat.preview")}
              </ReasonButton>,
              <Popconfirm key="drop" title={t("cat.drop")} description={t("cat.dropAsk")} okText={t("cat.drop")} cancelText={t("act.cancel")} onConfirm={() => drop.mutate(undefined)}>
                <ReasonButton type="link" danger why={whyNot(v.can, "drop")}>
                  {t("cat.drop")}
                </ReasonButton>
              </Popconfirm>,
            ]
          : [
              <ReasonButton key="items" type="link" why="" onClick={() => setOpen(!open)}>
                {t("cat.itemsCount", { n: v.items })}
              </ReasonButton>,
              <ReasonButton key="compare" type="link" why={earlier.length === 0 ? t("cat.firstEdition") : ""} onClick={() => setComparing(true)}>
                {t("cat.compare")}
              </ReasonButton>,
            ]
      }
    >
      {v.note === "" ? null : <p>{v.note}</p>}
      <ul className="plain">
        {v.rules.map((r) => (
          <li key={r.code}>
            <RuleLine rule={r} />
          </li>
        ))}
        {v.exceptions.length === 0 ? null : (
          <li className="faint">
            {t("cat.exceptions")} {v.exceptions.length}
          </li>
        )}
      </ul>
      {open && v.status !== "draft" ? <Items version={v} /> : null}
      {comparing ? <CompareDialog version={v} earlier={earlier} onClose={() => setComparing(false)} /> : null}
      {publishing ? <PublishDialog version={v} onClose={() => setPublishing(false)} /> : null}
    </Card>
  );
}

function Items({ version }: { version: CatalogueVersion }) {
  const { t } = useWords();
  const items = useCatalogueItems(version.id);
  type Item = NonNullable<typeof items.data>["pages"][number]["items"][number];
  const columns: TableColumnsType<Item> = [
    { title: t("reg.system"), key: "name", render: (_v, i) => i.name },
    { title: t("cat.by"), key: "rule", render: (_v, i) => version.rules.find((r) => r.code === i.rule)?.title ?? `${t("cat.byReason")} ${i.reason}` },
    { title: t("cat.ruleDue"), key: "due", className: "num", render: (_v, i) => i.due },
  ];
  return <ListTable query={items} columns={columns} rowKey={(i) => i.systemId} label={t("cat.items")} empty={t("cat.itemsEmpty")} />;
}
