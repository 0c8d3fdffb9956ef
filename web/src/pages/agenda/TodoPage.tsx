// What is due for me, and, for those who look after a territory or a trade,
// what is due for others there.
import { Segmented, Select, type TableColumnsType } from "antd";
import { Link, useSearchParams } from "react-router";
import { isSubjectKind, useDue, useDutyCounts, type DueFilter, type Obligation } from "../../api/agenda";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";
import { ArticleCell, doPath, DutyMark, ProofCell } from "../../panels/agenda/DutyMark";

const STATES = ["overdue", "due", "no-record", "not-due", "met"] as const;

export function Component() {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const counts = useDutyCounts(true);
  const side = query.get("side") === "others" ? "others" : query.get("side") === "all" ? "all" : "mine";
  const state = STATES.find((s) => s === query.get("state"));
  const kind = query.get("kind") ?? "";
  const filter: DueFilter = { side, state, subjectKind: isSubjectKind(kind) ? kind : undefined };
  const due = useDue(filter);
  const columns = useColumns();
  const set = (key: string, value: string | undefined): void =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  const mine = counts.data?.mine;
  const others = counts.data?.others;
  const shown = side === "others" ? others : mine;
  return (
    <Page
      title={t("todo.title")}
      lead={
        <>
          <Segmented
            aria-label={t("todo.side")}
            value={side}
            options={[
              { value: "mine", label: t("todo.mine", { n: mine ? mine.overdue + mine.due : 0 }) },
              { value: "others", label: t("todo.others", { n: others ? others.overdue + others.due : 0 }) },
              { value: "all", label: t("todo.all") },
            ]}
            onChange={(v) => set("side", v === "mine" ? undefined : v)}
          />
          <Select
            allowClear
            aria-label={t("duty.state")}
            placeholder={t("todo.due")}
            value={state}
            options={STATES.map((s) => ({ value: s, label: coded(t, "duty.st.", s) }))}
            onChange={(v?: string) => set("state", v)}
            style={{ width: 150 }}
          />
          <Select
            allowClear
            aria-label={t("todo.subject")}
            placeholder={t("todo.subject")}
            value={filter.subjectKind}
            options={(["system", "place", "organisation"] as const).map((s) => ({ value: s, label: coded(t, "subject.", s) }))}
            onChange={(v?: string) => set("kind", v)}
            style={{ width: 130 }}
          />
        </>
      }
    >
      {shown && side !== "all" ? (
        <div className="faint" role="status">
          {t("todo.lead", { overdue: shown.overdue, due: shown.due, none: shown.noRecord })}
        </div>
      ) : null}
      <ListTable
        query={due}
        columns={columns}
        rowKey={(o) => `${o.subjectId} ${o.duty}`}
        label={t("todo.title")}
        empty={state ? t("todo.emptyState") : t("todo.empty")}
      />
    </Page>
  );
}

function useColumns(): TableColumnsType<Obligation> {
  const { t, language } = useWords();
  return [
    { title: t("duty.state"), key: "state", render: (_v, o) => <DutyMark of={o} /> },
    { title: t("duty.dueDay"), key: "due", className: "num", render: (_v, o) => o.due ?? "—" },
    { title: t("duty.duty"), key: "duty", render: (_v, o) => (language === "zh" ? o.title.zh : o.title.en) },
    {
      title: t("todo.subject"),
      key: "subject",
      render: (_v, o) => (
        <>
          <Link to={paths.owed(o.subjectKind, o.subjectId)}>{o.name}</Link>
          <div className="faint">{coded(t, "subject.", o.subjectKind)}</div>
        </>
      ),
    },
    { title: t("duty.article"), key: "article", render: (_v, o) => <ArticleCell of={o} /> },
    { title: t("duty.proof"), key: "proof", render: (_v, o) => <ProofCell of={o} /> },
    { title: t("field.actions"), key: "acts", render: (_v, o) => <Link to={doPath(o)}>{t("todo.todo")}</Link> },
  ];
}
