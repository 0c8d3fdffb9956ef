// The lists of the works area: acceptances, filings, removals, changes,
// outages, and what is still owed. One page for all; the address says which.
import { Input, Select, type TableColumnsType } from "antd";
import { Link, useParams, useSearchParams } from "react-router";
import { useSystems } from "../../api/queries";
import { isKind, useWorks, type Entry, type Kind } from "../../api/works";
import { ActButtons } from "../../forms/ActButtons";
import { AttachmentList } from "../../ui/AttachmentList";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { Nothing } from "../../ui/States";
import { Facts } from "../../ui/Facts";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const STATES: Readonly<Record<Kind, readonly string[]>> = {
  acceptances: ["open", "passed", "basic", "failed"],
  filings: ["submitted", "returned", "received"],
  removals: ["reported", "executed", "verified", "withdrawn"],
  changes: ["requested", "approved", "refused", "executed", "verified"],
  outages: ["planned", "open", "restored"],
  todos: ["open", "done"],
};
const TONE: Readonly<Record<string, string>> = { passed: "ok", received: "ok", verified: "ok", restored: "ok", done: "ok", failed: "bad", refused: "bad", withdrawn: "idle", approved: "warn", open: "warn", submitted: "warn", returned: "bad", reported: "warn", requested: "warn", basic: "warn", executed: "warn", planned: "idle" };

export function Component() {
  const { kind } = useParams();
  return isKind(kind) ? <Records kind={kind} /> : <Nothing />;
}

function Records({ kind }: { kind: Kind }) {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const filter = { state: query.get("state") ?? undefined, due: query.get("due") ?? undefined, system: query.get("system") ?? undefined };
  const records = useWorks(kind, filter);
  const columns = useColumns(kind);
  const set = (key: string, value: string | undefined) => {
    const next = new URLSearchParams(query);
    if (value) next.set(key, value);
    else next.delete(key);
    setQuery(next, { replace: true });
  };
  return (
    <Page
      title={coded(t, "nav.works.", kind)}
      lead={
        <>
          <Select
            allowClear
            aria-label={t("field.state")}
            placeholder={t("field.state")}
            style={{ width: 140 }}
            value={filter.state}
            options={STATES[kind].map((s) => ({ value: s, label: coded(t, "ws.", s) }))}
            onChange={(v: string | undefined) => set("state", v)}
          />
          <label>
            {t("works.dueBy")} <Input type="date" style={{ width: 160 }} value={filter.due ?? ""} onChange={(e) => set("due", e.target.value)} />
          </label>
        </>
      }
    >
      <ListTable query={records} columns={columns} rowKey={(e) => e.id} label={coded(t, "nav.works.", kind)} detail={(e) => <Detail entry={e} />} />
    </Page>
  );
}

function useColumns(kind: Kind): TableColumnsType<Entry> {
  const { t } = useWords();
  const systems = useSystems();
  const named = (e: Entry) => systems.data?.find((s) => s.id === e.systemId)?.name ?? "—";
  return [
    { title: t("reg.system"), key: "system", render: (_v, e) => <Link to={paths.life(e.systemId)}>{named(e)}</Link> },
    { title: t("field.kind"), key: "what", render: (_v, e) => (kind === "todos" ? coded(t, "todo.", e.what) : coded(t, "wk.", e.what)) },
    { title: t("works.what"), dataIndex: "label" },
    { title: t("field.state"), key: "state", render: (_v, e) => <span className={`mark ${TONE[e.state] ?? "idle"}`}>{coded(t, "ws.", e.state)}</span> },
    { title: t("works.due"), key: "due", className: "num", render: (_v, e) => (e.due === "" ? "—" : <span className={e.late ? "mark bad" : ""}>{e.late ? `${e.due} ${t("works.overdue")}` : e.due}</span>) },
    { title: t("field.time"), key: "at", className: "num", render: (_v, e) => dateTime(e.at) },
    { title: t("field.actions"), key: "acts", render: (_v, e) => <ActButtons entry={e} /> },
  ];
}

/** Rows with their place among those of the same name; 0 where there is one only. */
function numbered(rows: Entry["rows"]): (readonly [name: string, nth: number, value: string])[] {
  const all = rows.filter(([, value]) => value !== "");
  return all.map(([name, value], i) => {
    const same = all.filter(([n]) => n === name).length;
    return [name, same === 1 ? 0 : all.slice(0, i + 1).filter(([n]) => n === name).length, value] as const;
  });
}

function Detail({ entry }: { entry: Entry }) {
  const { t } = useWords();
  return (
    <>
      <Facts rows={numbered(entry.rows).map(([name, nth, value]) => [`${coded(t, "wr2.", name)}${nth === 0 ? "" : ` ${nth}`}`, value] as const)} />
      {entry.subject === "" ? null : (
        <>
          <DocumentLinks of={{ kind: entry.subject, id: entry.id }} />
          <AttachmentList of={{ kind: entry.subject, id: entry.id }} />
        </>
      )}
    </>
  );
}
