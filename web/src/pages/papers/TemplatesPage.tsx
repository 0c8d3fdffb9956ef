// Templates of documents: whose text each is printed with, and the way to change it.
import { Table, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { useDocumentKinds, usePaperTemplates, type PaperTemplate } from "../../api/papers";
import { templateNames } from "../../panels/papers/templateNames";
import { Page } from "../../ui/Page";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const TONE: Readonly<Record<PaperTemplate["source"], string>> = { program: "idle", file: "warn", saved: "ok" };

export function Component() {
  const { t, language } = useWords();
  const templates = usePaperTemplates();
  const kinds = useDocumentKinds();
  const name = templateNames(t, language, kinds.data ?? []);
  const columns: TableColumnsType<PaperTemplate> = [
    { title: t("tpl.name"), key: "name", render: (_v, x) => <Link to={paths.template(x.name)} title={x.name}>{name(x.name)}</Link> },
    {
      title: t("tpl.source"),
      key: "source",
      render: (_v, x) => (
        <>
          <span className={`mark ${TONE[x.source]}`}>{coded(t, "tpl.source.", x.source)}</span> {x.version > 0 ? <span className="num">{t("tpl.saved", { n: x.version })}</span> : null}
          {x.stands === "" ? null : <span className="faint"> {t("tpl.stands", { name: name(x.stands) })}</span>}
          {x.refused === "" ? null : <div className="mark bad">{t("tpl.refused", { why: x.refused })}</div>}
        </>
      ),
    },
    { title: t("tpl.kinds"), key: "kinds", render: (_v, x) => <span className="wraps" style={{ maxWidth: 520 }}>{x.kinds.length === 0 ? t("tpl.all") : x.kinds.map((k) => name(`${k}.html`)).join(t("punct.list"))}</span> },
    { title: t("tpl.changed"), key: "changed", className: "num", render: (_v, x) => (x.savedAt ? <>{dateTime(x.savedAt)} <span className="faint">{x.saver}</span></> : "—") },
  ];
  return (
    <Page title={t("tpl.title")}>
      <p className="faint">{t("tpl.lead")}</p>
      <Loaded query={templates}>
        {(list) => <Table<PaperTemplate> size="small" aria-label={t("tpl.title")} rowKey={(x) => x.name} dataSource={list} columns={columns} pagination={false} scroll={{ x: "max-content" }} />}
      </Loaded>
    </Page>
  );
}
