// The access register 查阅、调取、复制登记簿: every application, searchable,
// printable for a period.
import { PlusOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button, Form, Input, Select, Space, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { whyNot } from "../../api/can";
import { sendOfficial, useApplications, type ApplicationFilter, type ApplicationLine } from "../../api/official";
import { documentHref } from "../../api/papers";
import { useSession } from "../../api/session";
import { FormDialog } from "../../forms/FormDialog";
import { ListTable } from "../../ui/ListTable";
import { useAddress } from "../../ui/useAddress";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { paths } from "../../util/paths";
import { day, dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const STATES = ["received", "completing", "granted", "refused", "closed"] as const;
const TONE: Readonly<Record<string, string>> = { received: "warn", completing: "warn", granted: "ok", refused: "bad", closed: "idle" };

export function StateMark({ state, part }: { state: string; part: boolean }) {
  const { t } = useWords();
  return (
    <span className={`mark ${TONE[state] ?? "idle"}`}>
      {coded(t, "off.state.", state)}
      {part ? ` · ${t("off.part")}` : ""}
    </span>
  );
}

function useFilter(): [ApplicationFilter, (change: Record<string, string>) => void] {
  const [get, set] = useAddress();
  const state = STATES.find((s) => s === get("state"));
  const filter: ApplicationFilter = {
    ...(state === undefined ? {} : { state }),
    ...(get("q") === "" ? {} : { q: get("q") }),
    ...(get("due") === "" ? {} : { dueBy: "9999-12-31" }),
  };
  return [filter, set];
}

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [filter, set] = useFilter();
  const [printing, setPrinting] = useState(false);
  const list = useApplications(filter);
  const why = whyNot(can, "official.register");
  const receive = (
    <Link to={paths.officialCounter()} tabIndex={-1}>
      <ReasonButton type="primary" icon={<PlusOutlined />} why={why}>
        {t("off.receive")}
      </ReasonButton>
    </Link>
  );
  const columns: TableColumnsType<ApplicationLine> = [
    { title: t("off.received"), key: "at", className: "num", render: (_v, a) => dateTime(a.createdAt) },
    { title: t("off.organ"), key: "organ", render: (_v, a) => <Link to={paths.officialOne(a.id)}>{a.organ}</Link> },
    { title: t("off.matter"), key: "matter", render: (_v, a) => a.matter || "—" },
    { title: t("off.officers"), key: "officers", render: (_v, a) => a.officers.join("、") || "—" },
    { title: t("off.acts"), key: "acts", render: (_v, a) => a.acts.map((x) => coded(t, "off.act.", x)).join("、") },
    { title: t("off.span"), key: "span", className: "num", render: (_v, a) => `${dateTime(a.from)} – ${dateTime(a.to)}` },
    { title: t("off.state"), key: "state", render: (_v, a) => <StateMark state={a.state} part={a.part} /> },
    { title: t("off.due"), key: "due", className: "num", render: (_v, a) => a.due ?? "—" },
    { title: t("off.by"), key: "by", render: (_v, a) => a.by },
  ];
  return (
    <Page
      title={t("off.register")}
      lead={<Filters set={set} filter={filter} />}
      acts={
        <Space>
          <Button icon={<PrinterOutlined />} onClick={() => setPrinting(true)}>
            {t("off.book")}
          </Button>
          {receive}
        </Space>
      }
    >
      <p className="faint">{t("off.lead")}</p>
      <ListTable query={list} columns={columns} rowKey={(a) => a.id} label={t("off.register")} empty={t("off.empty")} emptyAction={receive} />
      {printing ? <Print onClose={() => setPrinting(false)} /> : null}
    </Page>
  );
}

function Filters({ set, filter }: { set: (change: Record<string, string>) => void; filter: ApplicationFilter }) {
  const { t } = useWords();
  return (
    <Space wrap>
      <Input.Search allowClear defaultValue={filter.q} placeholder={t("off.search")} aria-label={t("off.search")} onSearch={(q) => set({ q })} style={{ width: 200 }} />
      <Select
        aria-label={t("off.state")}
        style={{ width: 120 }}
        value={filter.state ?? ""}
        options={[{ value: "", label: t("off.all") }, ...STATES.map((s) => ({ value: s, label: coded(t, "off.state.", s) }))]}
        onChange={(state) => set({ state })}
      />
      <Button type={filter.dueBy === undefined ? "default" : "primary"} onClick={() => set({ due: filter.dueBy === undefined ? "1" : "" })}>
        {t("off.dueOnly")}
      </Button>
    </Space>
  );
}

/** Issues the register of a period and opens it. */
function Print({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const today = day(Date.now());
  return (
    <FormDialog<{ from: string; to: string }, Awaited<ReturnType<typeof sendOfficial.book>>>
      title={t("off.book")}
      initial={{ from: `${today.slice(0, 8)}01`, to: today }}
      save={({ from, to }) => sendOfficial.book(from, to)}
      touches={["documents"]}
      okText={t("off.book")}
      onClose={onClose}
      onSaved={(doc) => window.open(documentHref(doc.documentId, "print"), "_blank", "noopener")}
    >
      <Form.Item name="from" label={t("off.bookFrom")}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="to" label={t("off.bookTo")}>
        <Input type="date" />
      </Form.Item>
    </FormDialog>
  );
}
