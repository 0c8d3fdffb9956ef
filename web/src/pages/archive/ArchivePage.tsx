// 一机一档: the cameras one may know of, with how complete each record is.
import { Dropdown, Input, Progress, Select, Tag, type TableColumnsType } from "antd";
import { Link, useNavigate, useSearchParams } from "react-router";
import { files, useArchive, useTables, useTotals, type Card, type ListFilter } from "../../api/archive";
import { whyNot } from "../../api/can";
import { useSession } from "../../api/session";
import { percent, shown } from "../../ui/archiveNames";
import { LiveMark } from "../../ui/CameraTree";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { paths } from "../../util/paths";
import { coded, useWords } from "../../words";

const KINDS = ["fixed", "mobile", "temporary"] as const;
const BELOW = [10000, 9800, 9000, 8000, 5000];

function readFilter(q: URLSearchParams): ListFilter {
  const kind = KINDS.find((k) => k === q.get("kind"));
  const archived = q.get("archived");
  const sort = q.get("sort");
  return {
    q: q.get("q") ?? undefined,
    kind,
    division: q.get("division") ?? undefined,
    pointType: q.get("pointType") ?? undefined,
    below: Number(q.get("below")) || undefined,
    archived: archived === "yes" || archived === "no" ? archived : undefined,
    due: q.get("due") === "1" || undefined,
    sort: sort === "name" || sort === "completeness" ? sort : undefined,
  };
}

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const navigate = useNavigate();
  const [query, setQuery] = useSearchParams();
  const filter = readFilter(query);
  const list = useArchive(filter);
  const columns = useColumns();
  const set = (key: string, value: string | number | undefined): void =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === undefined || value === "") next.delete(key);
        else next.set(key, String(value));
        return next;
      },
      { replace: true },
    );
  const save = (format: "xlsx" | "csv"): void => window.location.assign(files.export(format, filter));
  const why = whyNot(can, "archive.export");
  return (
    <Page
      title={t("arc.title")}
      acts={
        <>
          <ReasonButton why={whyNot(can, "archive.manage")} onClick={() => void navigate(paths.archiveChecks())}>
            {t("chk.title")}
          </ReasonButton>
          <Dropdown
            disabled={why !== ""}
            menu={{ items: [{ key: "csv", label: t("arc.exportCsv") }, { key: "template", label: t("arc.template") }], onClick: ({ key }) => (key === "csv" ? save("csv") : window.location.assign(files.template)) }}
          >
            <span>
              <ReasonButton why={why} onClick={() => save("xlsx")}>
                {t("arc.export")}
              </ReasonButton>
            </span>
          </Dropdown>
          <ReasonButton type="primary" why={whyNot(can, "archive.manage")} onClick={() => void navigate(paths.archiveImport())}>
            {t("arc.import")}
          </ReasonButton>
        </>
      }
    >
      <Totals />
      <Filters filter={filter} set={set} />
      <ListTable query={list} columns={columns} rowKey={(c) => c.id} label={t("arc.title")} empty={t("arc.empty")} />
    </Page>
  );
}

function Totals() {
  const { t } = useWords();
  const totals = useTotals();
  if (!totals.data) return null;
  const { cameras, archived, complete, mean, unlinked } = totals.data;
  return (
    <p className="faint num">
      {t("arc.totals", { cameras, archived, complete, mean: percent(mean) })}
      {unlinked > 0 ? <Link to={paths.archiveChecks("unlinked")}> {t("arc.unlinked", { n: unlinked })}</Link> : null}
    </p>
  );
}

function Filters({ filter, set }: { filter: ListFilter; set: (key: string, value: string | number | undefined) => void }) {
  const { t, language } = useWords();
  const tables = useTables();
  const options = (id: string) => (tables.data?.dictionaries.find((d) => d.id === id)?.values ?? []).map((v) => ({ value: v.code, label: v[language] }));
  const pick = (key: string, label: string, value: string | undefined, list: { value: string; label: string }[], width = 150) => (
    <Select allowClear showSearch optionFilterProp="label" aria-label={label} placeholder={label} value={value} options={list} onChange={(v?: string) => set(key, v)} style={{ width }} />
  );
  return (
    <div className="inline" style={{ flexWrap: "wrap", marginBottom: 12 }}>
      <Input.Search type="search" allowClear defaultValue={filter.q} placeholder={t("arc.search")} aria-label={t("arc.search")} onSearch={(q) => set("q", q)} style={{ width: 220 }} />
      {pick("division", t("arc.division"), filter.division, options("civil_code"))}
      {pick("pointType", t("arc.pointType"), filter.pointType, options("point_type"), 200)}
      {pick("kind", t("arc.kind"), filter.kind, KINDS.map((k) => ({ value: k, label: t(`arc.kind.${k}`) })))}
      {pick("archived", t("arc.archived"), filter.archived, [{ value: "yes", label: t("arc.archived.yes") }, { value: "no", label: t("arc.archived.no") }], 120)}
      {pick("below", t("arc.below"), filter.below === undefined ? undefined : String(filter.below), BELOW.map((b) => ({ value: String(b), label: percent(b) })), 130)}
      {pick("due", t("arc.due"), filter.due ? "1" : undefined, [{ value: "1", label: t("arc.due") }], 130)}
      {pick("sort", t("arc.sort"), filter.sort, [{ value: "name", label: t("arc.sort.name") }, { value: "completeness", label: t("arc.sort.completeness") }], 160)}
    </div>
  );
}

function useColumns(): TableColumnsType<Card> {
  const { t, language } = useWords();
  const tables = useTables();
  const value = (c: Card, code: string): string => {
    const v = c.values[code];
    return v === undefined ? "—" : tables.data ? shown(tables.data, code, v, language) : v;
  };
  return [
    {
      title: t("field.name"),
      key: "name",
      fixed: "start",
      render: (_v, c) => (
        <>
          <Link to={paths.archiveOf(c.id)}>{c.name}</Link>
          {c.values.device_code ? <div className="faint num">{c.values.device_code}</div> : null}
        </>
      ),
    },
    { title: t("field.state"), key: "state", render: (_v, c) => <LiveMark state={c.live} /> },
    {
      title: t("arc.complete"),
      key: "score",
      width: 170,
      render: (_v, c) =>
        c.archived ? (
          <>
            <Progress percent={Math.floor(c.score / 100)} size="small" />
            <div className="faint num">{t("arc.score", { valid: c.valid, required: c.required })}</div>
          </>
        ) : (
          <span className="mark idle">{t("arc.archived.no")}</span>
        ),
    },
    {
      title: t("arc.kind"),
      key: "kind",
      render: (_v, c) => (
        <>
          {coded(t, "arc.kind.", c.values.point_kind ?? (c.archived ? "fixed" : ""))} {c.dueForRemoval ? <Tag color="error">{t("arc.due")}</Tag> : null}
        </>
      ),
    },
    { title: t("arc.division"), key: "division", render: (_v, c) => value(c, "civil_code") },
    { title: t("arc.pointType"), key: "type", render: (_v, c) => value(c, "point_type") },
    { title: t("reg.place"), key: "address", render: (_v, c) => value(c, "address") },
  ];
}
