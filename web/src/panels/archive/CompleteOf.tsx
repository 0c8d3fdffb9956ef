// How complete the camera archives of a system or place are, the least
// complete first.
import { Progress, type TableColumnsType } from "antd";
import { Link } from "react-router";
import { useArchive, type Card } from "../../api/archive";
import { LiveMark } from "../../ui/CameraTree";
import { ListTable } from "../../ui/ListTable";
import { paths } from "../../util/paths";
import { useWords } from "../../words";

export function CompleteOf({ of }: { of: { system?: string; place?: string } }) {
  const { t } = useWords();
  const cards = useArchive({ ...of, sort: "completeness" });
  const columns: TableColumnsType<Card> = [
    { title: t("field.name"), key: "name", render: (_v, c) => <Link to={paths.archiveOf(c.id)}>{c.name}</Link> },
    { title: t("field.state"), key: "state", render: (_v, c) => <LiveMark state={c.live} /> },
    {
      title: t("arc.complete"),
      key: "score",
      width: 260,
      render: (_v, c) => (c.archived ? <Progress percent={Math.floor(c.score / 100)} size="small" /> : <span className="mark idle">{t("arc.archived.no")}</span>),
    },
    { title: t("tab.archive.fields"), key: "fields", className: "num", render: (_v, c) => (c.archived ? t("arc.score", { valid: c.valid, required: c.required }) : "—") },
  ];
  return <ListTable query={cards} columns={columns} rowKey={(c) => c.id} label={t("arc.title")} empty={t("reg.cameraEmpty")} />;
}
