// The audit list: what was done and refused, by whom, on what ground.
import { Input, Segmented, Select, type TableColumnsType } from "antd";
import { useSearchParams } from "react-router";
import type { AuditEvent } from "../../api/model";
import { useAudit, type AuditFilter } from "../../api/queries";
import { Facts } from "../../ui/Facts";
import { ArticleRef } from "../../ui/ArticleRef";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { dateTime, localInput, parseLocal, wire } from "../../util/time";
import { LogStrip, ProofButton } from "./LogState";
import { coded, sentence, useWords, words } from "../../words";

/** The acts on record, from the words there are for them ("act.footage.live"; "act.save" is a button's). */
const ACTS = Object.keys(words).filter((k) => /^act\.\w+\..+/.test(k)).map((k) => k.slice(4));

export function Component() {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const outcome = query.get("outcome");
  const filter: AuditFilter = {
    from: query.get("from") ?? undefined,
    to: query.get("to") ?? undefined,
    act: query.get("act") ?? undefined,
    account: query.get("account") ?? undefined,
    camera: query.get("camera") ?? undefined,
    kind: query.get("kind") ?? undefined,
    object: query.get("object") ?? undefined,
    outcome: outcome === "granted" || outcome === "refused" ? outcome : undefined,
  };
  const events = useAudit(filter);
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
  const time = (key: "from" | "to") => (
    <Input
      type="datetime-local"
      aria-label={t(`aud.${key}`)}
      title={t(`aud.${key}`)}
      value={filter[key] ? localInput(Date.parse(filter[key])) : ""}
      onChange={(e) => {
        const at = parseLocal(e.target.value);
        set(key, Number.isFinite(at) ? wire(at) : undefined);
      }}
      style={{ width: 200 }}
    />
  );
  return (
    <Page
      title={t("aud.title")}
      lead={
        <>
          {time("from")}
          {time("to")}
          <Select
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            aria-label={t("aud.act")}
            placeholder={t("aud.act")}
            value={filter.act}
            options={ACTS.map((a) => ({ value: a, label: coded(t, "act.", a) }))}
            onChange={(a?: string) => set("act", a)}
            style={{ width: 180 }}
          />
          <Segmented
            aria-label={t("aud.outcome")}
            value={filter.outcome ?? ""}
            options={[
              { value: "", label: t("field.all") },
              { value: "granted", label: t("aud.granted") },
              { value: "refused", label: t("aud.refused") },
            ]}
            onChange={(o) => set("outcome", o)}
          />
        </>
      }
    >
      <LogStrip />
      <Events query={events} pick={set} />
    </Page>
  );
}

function Events({ query, pick }: { query: ReturnType<typeof useAudit>; pick: (key: string, value: string) => void }) {
  const { t } = useWords();
  const columns: TableColumnsType<AuditEvent> = [
    { title: t("aud.seq"), dataIndex: "seq", className: "num" },
    { title: t("field.time"), key: "at", className: "num", render: (_v, e) => dateTime(e.at) },
    {
      title: t("aud.who"),
      key: "who",
      render: (_v, e) =>
        e.accountId ? (
          <button type="button" className="linklike" onClick={() => pick("account", e.accountId ?? "")}>
            {e.name}
          </button>
        ) : (
          e.name || t("aud.system")
        ),
    },
    { title: t("aud.act"), key: "act", render: (_v, e) => coded(t, "act.", e.act) },
    {
      title: t("aud.outcome"),
      key: "outcome",
      render: (_v, e) => (
        <span className={`mark ${e.outcome === "granted" ? "ok" : "bad"}`}>
          {coded(t, "aud.", e.outcome)}
          {e.reason ? `: ${sentence(e.reason)}` : ""}
        </span>
      ),
    },
    { title: t("aud.article"), key: "article", render: (_v, e) => (e.article ? <ArticleRef article={e.article} /> : "—") },
    { title: t("aud.cameras"), key: "cameras", className: "num", render: (_v, e) => (e.cameraIds.length > 0 ? e.cameraIds.length : "—") },
    { title: t("aud.remote"), dataIndex: "remote", className: "num" },
  ];
  return (
    <ListTable
      query={query}
      columns={columns}
      rowKey={(e) => e.id}
      label={t("aud.title")}
      empty={t("aud.empty")}
      detail={(e) => (
        <Facts
          rows={[
            [t("aud.id"), <span className="num" key="id">{e.id}</span>],
            [t("aud.object"), e.objectId ? `${e.objectKind} ${e.objectId}` : ""],
            [
              t("aud.cameras"),
              e.cameraIds.length === 0
                ? ""
                : e.cameraIds.map((c) => (
                    <button key={c} type="button" className="linklike num" onClick={() => pick("camera", c)}>
                      {c}
                    </button>
                  )),
            ],
            ...Object.entries(e.details).map(([k, v]) => [k, v] as const),
            [t("log.title"), <ProofButton key="proof" id={e.id} seq={e.seq} />],
          ]}
        />
      )}
    />
  );
}
