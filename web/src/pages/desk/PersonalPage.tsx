// The rights desk 个人权利受理 (PIPL/45 to 50): applications of people about
// their own image, with what is due of each and what may be done about it.
import { PlusOutlined } from "@ant-design/icons";
import { Form, Input, Select, Space, type TableColumnsType } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { whyNot } from "../../api/can";
import { sendPersonal, usePersonalRequests, type PersonalRequest } from "../../api/desk";
import { documentHref } from "../../api/papers";
import { useSession } from "../../api/session";
import { FormDialog } from "../../forms/FormDialog";
import { ArticleRef } from "../../ui/ArticleRef";
import { Facts } from "../../ui/Facts";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { coded, useWords, type Word } from "../../words";
import { ReceiveForm } from "./ReceiveForm";

const STATES = ["received", "accepted", "to-mask", "refused", "done", "withdrawn", "forgotten"] as const;
const TONE: Readonly<Record<string, string>> = { received: "warn", accepted: "warn", "to-mask": "warn", refused: "bad", done: "ok", withdrawn: "idle", forgotten: "idle" };
const TOUCHES = ["personal", "documents", "agenda"] as const;

export function Component() {
  const { t } = useWords();
  const { can } = useSession();
  const [query, setQuery] = useSearchParams();
  const [receiving, setReceiving] = useState(false);
  const state = query.get("state") ?? "";
  const q = query.get("q") ?? "";
  const set = (key: string, value: string) =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === "") next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: true },
    );
  const list = usePersonalRequests({ ...(state === "" ? {} : { state }), ...(q === "" ? {} : { q }) });
  const receive = (
    <ReasonButton type="primary" icon={<PlusOutlined />} why={whyNot(can, "personal.register")} onClick={() => setReceiving(true)}>
      {t("per.receive")}
    </ReasonButton>
  );
  const columns: TableColumnsType<PersonalRequest> = [
    { title: t("per.number"), key: "number", render: (_v, r) => <a href={documentHref(r.receiptId ?? "", "print")} target="_blank" rel="noreferrer">{r.number}</a> },
    { title: t("per.person"), key: "person", render: (_v, r) => r.person.name || "—" },
    { title: t("per.kind"), key: "kind", render: (_v, r) => coded(t, "per.kind.", r.kind) },
    { title: t("per.system"), key: "system", render: (_v, r) => r.systemName },
    { title: t("per.received"), key: "at", className: "num", render: (_v, r) => dateTime(r.createdAt) },
    { title: t("per.state"), key: "state", render: (_v, r) => <span className={`mark ${TONE[r.state] ?? "idle"}`}>{coded(t, "per.state.", r.state)}</span> },
    { title: t("per.due"), key: "due", className: "num", render: (_v, r) => (r.state === "received" ? `${r.due}${r.overdue ? ` ${t("per.overdue")}` : ""}` : "—") },
  ];
  return (
    <Page
      title={t("per.title")}
      lead={
        <Space wrap>
          <Input.Search allowClear defaultValue={q} placeholder={t("per.search")} aria-label={t("per.search")} onSearch={(v) => set("q", v)} style={{ width: 200 }} />
          <Select
            aria-label={t("per.state")}
            style={{ width: 140 }}
            value={state}
            options={[{ value: "", label: t("field.all") }, ...STATES.map((s) => ({ value: s, label: coded(t, "per.state.", s) }))]}
            onChange={(v) => set("state", v)}
          />
        </Space>
      }
      acts={receive}
    >
      <p className="faint">{t("per.lead")}</p>
      <ListTable query={list} columns={columns} rowKey={(r) => r.id} label={t("per.title")} empty={t("per.empty")} emptyAction={receive} detail={(r) => <Detail r={r} />} />
      {receiving ? <ReceiveForm onClose={() => setReceiving(false)} /> : null}
    </Page>
  );
}

type Asking = "grant" | "finish" | "withdraw" | "refuse";
const LABEL = { grant: "per.reason", finish: "per.outcome", withdraw: "per.outcome" } as const satisfies Record<Exclude<Asking, "refuse">, Word>;

function Detail({ r }: { r: PersonalRequest }) {
  const { t } = useWords();
  const [asking, setAsking] = useState<Asking>();
  const check = useChange({ run: () => sendPersonal.check(r), touches: TOUCHES });
  const close = () => setAsking(undefined);
  const paper = (id: string | undefined, word: Word) => (id ? <a href={documentHref(id, "print")} target="_blank" rel="noreferrer">{t(word)}</a> : "");
  const act = (key: Asking, word: Word) => (
    <ReasonButton size="small" why={whyNot(r.can, key)} onClick={() => setAsking(key)}>
      {t(word)}
    </ReasonButton>
  );
  return (
    <>
      <Facts
        rows={[
          [t("per.identity"), r.person.tail ? `${coded(t, "per.document.", r.person.document)} ****${r.person.tail}` : ""],
          [t("per.checked"), r.checked ? `${r.checked.name} ${dateTime(r.checked.at)}` : t("per.unchecked")],
          [t("per.agent"), r.agent ? `${r.agent.name}（${coded(t, "per.relation.", r.agent.relation)}）****${r.agent.tail}` : ""],
          [t("per.phone"), r.person.phone],
          [t("per.span"), r.from && r.to ? `${dateTime(r.from)} – ${dateTime(r.to)}` : ""],
          [t("per.what"), r.what],
          [t("per.basis"), <ArticleRef key="a" article={r.article} />],
          [t("per.reason"), r.ruling ? `${r.ruling.reason}（${r.ruling.by.name} ${dateTime(r.ruling.by.at)}）` : ""],
          [t("per.ground"), r.ruling?.ground ? coded(t, "per.ground.", r.ruling.ground) : ""],
          [t("per.outcome"), r.outcome],
          [t("per.papers"), paper(r.answerId, r.state === "refused" ? "per.note" : "per.answer")],
        ]}
      />
      {r.state === "to-mask" ? <p role="status">{t("per.toMask")}</p> : null}
      <Space wrap>
        <ReasonButton size="small" why={r.checked ? t("per.alreadyChecked") : whyNot(r.can, "check")} loading={check.isPending} onClick={() => check.mutate(undefined)}>
          {t("per.check")}
        </ReasonButton>
        {act("grant", "per.grant")}
        {act("refuse", "per.refuse")}
        {act("finish", "per.finish")}
        {act("withdraw", "per.withdraw")}
      </Space>
      {asking === "refuse" ? <RefuseForm r={r} onClose={close} /> : null}
      {asking !== undefined && asking !== "refuse" ? (
        <ReasonDialog title={t(`per.${asking}`)} label={t(LABEL[asking])} run={(words) => sendPersonal[asking](r, words)} touches={TOUCHES} onClose={close} />
      ) : null}
    </>
  );
}

type Refusing = Parameters<typeof sendPersonal.refuse>[1];

function RefuseForm({ r, onClose }: { r: PersonalRequest; onClose: () => void }) {
  const { t } = useWords();
  const must = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <FormDialog<Refusing> title={t("per.refuse")} initial={{}} save={(v) => sendPersonal.refuse(r, v)} touches={TOUCHES} onClose={onClose}>
      <Form.Item name="ground" label={t("per.ground")} rules={must(t("per.ground"))}>
        <Select options={r.grounds.map((g) => ({ value: g.code, label: coded(t, "per.ground.", g.code) }))} />
      </Form.Item>
      <Form.Item name="reason" label={t("per.reason")} extra={t("per.refuseHelp")} rules={must(t("per.reason"))}>
        <Input.TextArea rows={3} maxLength={1000} />
      </Form.Item>
    </FormDialog>
  );
}
