// The inbox: what came near its last day or passed it, told once each.
import { Segmented, type TableColumnsType } from "antd";
import { Link, useSearchParams } from "react-router";
import { sendAgenda, useNotices, type Notice } from "../../api/agenda";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const all = query.get("all") === "1";
  const notices = useNotices(!all);
  const read = useChange({ run: (ids: string[]) => sendAgenda.read(ids), touches: ["notices"], said: "" });
  const readAll = useChange({ run: () => sendAgenda.readAll(), touches: ["notices"], said: "" });
  const columns = useColumns((n) => read.mutate([n.id]));
  const none = notices.data !== undefined && notices.data.pages.every((p) => p.items.every((n) => n.readAt !== undefined));
  return (
    <Page
      title={t("inbox.title")}
      lead={
        <Segmented
          value={all}
          aria-label={t("field.state")}
          options={[
            { value: false, label: t("inbox.unread") },
            { value: true, label: t("field.all") },
          ]}
          onChange={(v) => setQuery(v ? { all: "1" } : {}, { replace: true })}
        />
      }
      acts={
        <ReasonButton why="" disabled={none} loading={readAll.isPending} onClick={() => readAll.mutate(undefined)}>
          {t("inbox.readAll")}
        </ReasonButton>
      }
    >
      <ListTable query={notices} columns={columns} rowKey={(n) => n.id} label={t("inbox.title")} empty={all ? t("inbox.empty") : t("inbox.emptyUnread")} />
    </Page>
  );
}

function useColumns(read: (n: Notice) => void): TableColumnsType<Notice> {
  const { t, language } = useWords();
  const line = (n: Notice): string => {
    if (n.digest) return t("inbox.digest", { n: n.count });
    const values = { name: n.name ?? "", duty: language === "zh" ? n.title.zh : n.title.en, due: n.due ?? "" };
    switch (n.threshold) {
      case 30:
        return t("inbox.line.30", values);
      case 10:
        return t("inbox.line.10", values);
      case 3:
        return t("inbox.line.3", values);
      case 0:
        return t("inbox.line.0", values);
      default:
        return t("inbox.line.-1", values);
    }
  };
  return [
    { title: t("inbox.at"), key: "at", className: "num", render: (_v, n) => dateTime(n.at) },
    {
      title: t("inbox.what"),
      key: "what",
      render: (_v, n) => (
        <span className={`mark ${n.readAt ? "idle" : n.threshold < 0 || n.digest ? "bad" : "warn"}`}>
          <Link to={n.digest ? paths.todo("others") : paths.owed(n.subjectKind ?? "", n.subjectId ?? "", n.duty)}>{line(n)}</Link>
        </span>
      ),
    },
    { title: t("todo.subject"), key: "kind", render: (_v, n) => (n.digest ? "—" : coded(t, "subject.", n.subjectKind ?? "")) },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, n) => (
        <ReasonButton size="small" type="link" why="" disabled={n.readAt !== undefined} onClick={() => read(n)}>
          {t("inbox.readOne")}
        </ReasonButton>
      ),
    },
  ];
}
