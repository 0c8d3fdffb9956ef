// A register of citizens who look: searchable, printable for a period. The two
// flows have a register each.
import { PlusOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button, Form, Input, Select, Space, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { whyNot } from "../../api/can";
import { sendCitizen, useCitizenCases, type CitizenFilter, type CitizenLine, type Flow } from "../../api/citizen";
import { documentHref } from "../../api/papers";
import { useSession } from "../../api/session";
import { FormDialog } from "../../forms/FormDialog";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { paths } from "../../util/paths";
import { dateTime, day } from "../../util/time";
import { coded, useWords } from "../../words";
import { Clock } from "./Clock";

const STATES = ["called", "received", "admitted", "refused", "closed"] as const;
const TONE: Readonly<Record<string, string>> = { called: "warn", received: "warn", admitted: "ok", refused: "bad", closed: "idle" };

export function CaseMark({ state }: { state: string }) {
  const { t } = useWords();
  return <span className={`mark ${TONE[state] ?? "idle"}`}>{coded(t, "cit.state.", state)}</span>;
}

export function CaseTable({ flow }: { flow: Flow }) {
  const { t } = useWords();
  const { can } = useSession();
  const [query, setQuery] = useSearchParams();
  const [printing, setPrinting] = useState(false);
  const state = STATES.find((s) => s === query.get("state"));
  const q = query.get("q") ?? "";
  const filter: CitizenFilter = { flow, ...(state === undefined ? {} : { state }), ...(q === "" ? {} : { q }) };
  const set = (key: string, value: string): void => {
    const next = new URLSearchParams(query);
    if (value === "") next.delete(key);
    else next.set(key, value);
    setQuery(next, { replace: true });
  };
  const list = useCitizenCases(filter);
  const missing = flow === "missing";
  const begin = (
    <Link to={missing ? paths.missingNew() : paths.relatedNew()} tabIndex={-1}>
      <ReasonButton type="primary" icon={<PlusOutlined />} why={whyNot(can, "citizen.attend")}>
        {t(missing ? "cit.missingNew" : "cit.relatedNew")}
      </ReasonButton>
    </Link>
  );
  const title = t(missing ? "cit.missing" : "cit.related");
  return (
    <Page
      title={title}
      lead={
        <Space wrap>
          <Input.Search allowClear defaultValue={q} placeholder={t("cit.search")} aria-label={t("cit.search")} onSearch={(text) => set("q", text)} style={{ width: 200 }} />
          <Select
            aria-label={t("cit.state")}
            style={{ width: 120 }}
            value={state ?? ""}
            options={[{ value: "", label: t("cit.all") }, ...STATES.filter((s) => missing || s !== "called").map((s) => ({ value: s, label: coded(t, "cit.state.", s) }))]}
            onChange={(s) => set("state", s)}
          />
        </Space>
      }
      acts={
        <Space>
          <Button icon={<PrinterOutlined />} onClick={() => setPrinting(true)}>
            {t("cit.book")}
          </Button>
          {begin}
        </Space>
      }
    >
      <p className="faint">{t(missing ? "cit.missingLead" : "cit.relatedLead")}</p>
      <ListTable query={list} columns={columns(missing, t)} rowKey={(c) => c.id} label={title} empty={t(missing ? "cit.missingEmpty" : "cit.relatedEmpty")} emptyAction={begin} />
      {printing ? <Print flow={flow} onClose={() => setPrinting(false)} /> : null}
    </Page>
  );
}

function columns(missing: boolean, t: ReturnType<typeof useWords>["t"]): TableColumnsType<CitizenLine> {
  return [
    { title: t("cit.at"), key: "at", className: "num", render: (_v, c) => dateTime(c.createdAt) },
    { title: t(missing ? "cit.who" : "cit.what"), key: "about", render: (_v, c) => <Link to={paths.citizen(c.id)}>{c.about}</Link> },
    missing
      ? { title: t("cit.category"), key: "category", render: (_v, c) => coded(t, "cit.cat.", c.category ?? "other") }
      : { title: t("cit.stake"), key: "stake", render: (_v, c) => coded(t, "cit.stake.", c.stake ?? "other") },
    { title: t("cit.viewer"), key: "viewer", render: (_v, c) => c.viewer || "—" },
    { title: t("cit.scope"), key: "span", className: "num", render: (_v, c) => `${t("cit.cameras", { n: c.cameras })} · ${dateTime(c.from)} – ${dateTime(c.to)}` },
    { title: t("cit.state"), key: "state", render: (_v, c) => <CaseMark state={c.state} /> },
    ...(missing ? [{ title: t("cit.looks"), key: "clock", render: (_v: unknown, c: CitizenLine) => <Clock of={c} goal={15} over={c.state === "closed" || c.state === "refused"} /> }] : []),
    { title: t("cit.result"), key: "result", render: (_v, c) => (c.result ? coded(t, "cit.result.", c.result) : "—") },
    { title: t("cit.by"), key: "by", render: (_v, c) => c.by },
  ];
}

/** Issues the register of a period and opens it. */
function Print({ flow, onClose }: { flow: Flow; onClose: () => void }) {
  const { t } = useWords();
  const today = day(Date.now());
  return (
    <FormDialog<{ from: string; to: string }, Awaited<ReturnType<typeof sendCitizen.book>>>
      title={t("cit.book")}
      initial={{ from: `${today.slice(0, 8)}01`, to: today }}
      save={({ from, to }) => sendCitizen.book(flow, from, to)}
      touches={["documents"]}
      okText={t("cit.book")}
      onClose={onClose}
      onSaved={(doc) => window.open(documentHref(doc.documentId, "print"), "_blank", "noopener")}
    >
      <Form.Item name="from" label={t("cit.bookFrom")}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="to" label={t("cit.bookTo")}>
        <Input type="date" />
      </Form.Item>
    </FormDialog>
  );
}
