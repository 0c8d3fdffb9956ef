// 取流诊断: what happened at each attempt to open a stream, and what to do.
import { Alert, Collapse, Select, Table, Tag } from "antd";
import { useSearchParams } from "react-router";
import { useAdvice } from "../../api/diagnosis";
import type { Attempt } from "../../api/model";
import { useAttempts, useTree } from "../../api/queries";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { Loaded, Nothing } from "../../ui/States";
import { bytes } from "../../util/bytes";
import { clock, dateTime, span } from "../../util/time";
import { coded, useWords } from "../../words";

/** Ends that are no fault: nobody wanted the stream any more. */
const CALM: ReadonlySet<string> = new Set(["own.stopped"]);

type One = Attempt["attempt"];
type Side = NonNullable<One["offered"]>;

export function Component() {
  const { t } = useWords();
  const tree = useTree();
  const [query, setQuery] = useSearchParams();
  const id = query.get("camera") ?? "";
  const attempts = useAttempts(id);
  return (
    <Page
      title={t("doc.title")}
      lead={
        <Select
          showSearch={{ optionFilterProp: "label" }}
          aria-label={t("chan.camera")}
          placeholder={t("doc.pick")}
          loading={tree.isPending}
          value={id === "" ? undefined : id}
          options={(tree.data?.cameras ?? []).map((c) => ({ value: c.id, label: c.name }))}
          onChange={(camera: string) => setQuery({ camera }, { replace: true })}
          style={{ minWidth: 280 }}
        />
      }
    >
      {id === "" ? <Nothing text={t("doc.pick")} /> : <Loaded query={attempts}>{(list) => <Attempts key={id} list={list} />}</Loaded>}
    </Page>
  );
}

function keyOf(a: Attempt): string {
  return `${a.role} ${a.attempt.number}`;
}

function Attempts({ list }: { list: readonly Attempt[] }) {
  const { t } = useWords();
  const first = list[0];
  if (!first) return <Nothing text={t("doc.empty")} />;
  return (
    <Collapse
      defaultActiveKey={[keyOf(first)]}
      items={list.map((a) => ({
        key: keyOf(a),
        label: (
          <span>
            <span className="num">{t("doc.attempt", { time: dateTime(a.attempt.began), role: coded(t, "role.", a.role) })}</span> <Verdict attempt={a.attempt} />
          </span>
        ),
        extra: <span className="faint num">{a.attempt.ended ? span(Date.parse(a.attempt.ended) - Date.parse(a.attempt.began)) : ""}</span>,
        children: <Detail attempt={a.attempt} />,
      }))}
    />
  );
}

function Verdict({ attempt: a }: { attempt: One }) {
  const { t } = useWords();
  const advice = useAdvice();
  const code = a.diagnosis?.code ?? "";
  if (code !== "") return <Tag color={CALM.has(code) ? "default" : "error"}>{advice(code, a.diagnosis?.params).text}</Tag>;
  if (!a.firstFrame) return <Tag color="processing">{a.ended ? t("doc.given") : t("doc.running")}</Tag>;
  return (
    <Tag color="success">
      {t("doc.ok")} {a.tracks?.map((x) => x.codec).join(" + ")}
    </Tag>
  );
}

function sideText(s: Side | undefined): string {
  if (!s?.address) return "";
  const ssrc = s.ssrc ? ` · SSRC ${s.ssrc}` : "";
  return `${s.address}:${s.port ?? 0} ${s.transport ?? ""}${ssrc}`;
}

function Detail({ attempt: a }: { attempt: One }) {
  const { t } = useWords();
  const advice = useAdvice();
  const bad = a.diagnosis?.code && !CALM.has(a.diagnosis.code) ? advice(a.diagnosis.code, a.diagnosis.params) : null;
  const began = Date.parse(a.began);
  const after = (at: string | undefined): string => (at ? `+${((Date.parse(at) - began) / 1000).toFixed(2)} s` : "");
  const dropped = Object.entries(a.traffic.dropped ?? {}).filter(([, n]) => n > 0);
  return (
    <div className="doctor">
      {bad === null ? null : (
        <Alert type="warning" showIcon title={<span className="verdict">{bad.text}</span>} description={bad.next === "" ? null : `${t("doc.next")}: ${bad.next}`} />
      )}
      {(a.notes ?? []).map((n) => (
        <Alert key={n.code} type="info" showIcon title={advice(n.code, n.params).text} description={advice(n.code, n.params).next} />
      ))}
      <Facts
        rows={[
          [t("doc.offered"), <span className="num" key="o">{sideText(a.offered) || "—"}</span>],
          [t("doc.answered"), <span className="num" key="a">{sideText(a.answered) || "—"}</span>],
          [t("doc.packets"), <span className="num" key="p">{`${a.traffic.packets.toLocaleString()} · ${bytes(a.traffic.bytes)} · ${t("pkt.lost")} ${a.traffic.lost.toLocaleString()}`}</span>],
          [t("doc.dropped"), dropped.length === 0 ? t("doc.nothing") : dropped.map(([why, n]) => `${coded(t, "pkt.", why)} ${n.toLocaleString()}`).join(" · ")],
          [t("doc.firsts"), [a.firstPacket && `${t("doc.firstPacket")} ${after(a.firstPacket)}`, a.firstFrame && `${t("doc.firstFrame")} ${after(a.firstFrame)}`, a.firstKey && `${t("doc.firstKey")} ${after(a.firstKey)}`].filter(Boolean).join(" · ")],
          [t("doc.tracks"), (a.tracks ?? []).map((x) => (x.width ? `${x.codec} ${x.width}×${x.height}` : x.codec)).join(" · ")],
        ]}
      />
      <Strangers attempt={a} />
      <h3 className="sub">{t("doc.steps")}</h3>
      {(a.steps ?? []).map((s) => (
        <div key={`${s.at} ${s.name}`} className="step">
          <span className="num">{clock(s.at, true)}</span>
          <span>{coded(t, "step.", s.name)}</span>
          <span className="num faint">
            {Object.entries(s.params ?? {})
              .map(([k, v]) => `${k}=${v}`)
              .join("  ")}
          </span>
        </div>
      ))}
      <Exchange attempt={a} />
    </div>
  );
}

/** Packets that came to the port but were not of the stream. */
function Strangers({ attempt: a }: { attempt: One }) {
  const { t } = useWords();
  const list = a.traffic.strangers ?? [];
  if (list.length === 0) return null;
  return (
    <Table
      size="small"
      pagination={false}
      rowKey={(s) => `${s.from} ${s.ssrc} ${s.why}`}
      dataSource={list}
      title={() => t("doc.strangers")}
      scroll={{ x: "max-content" }}
      columns={[
        { title: t("doc.from"), dataIndex: "from", className: "num" },
        { title: "SSRC", dataIndex: "ssrc", className: "num" },
        { title: t("doc.looksLike"), dataIndex: "payload" },
        { title: t("dev.reason"), key: "why", render: (_v, s) => coded(t, "pkt.", s.why) },
        { title: t("doc.count"), key: "n", className: "num", render: (_v, s) => `${s.packets.toLocaleString()} · ${bytes(s.bytes)}` },
        { title: t("doc.adopted"), key: "adopted", render: (_v, s) => (s.adopted ? t("doc.taken") : t("doc.notTaken")) },
      ]}
    />
  );
}

function Exchange({ attempt: a }: { attempt: One }) {
  const { t } = useWords();
  const list = a.exchange ?? [];
  if (list.length === 0) return null;
  return (
    <Collapse
      ghost
      items={[
        {
          key: "exchange",
          label: t("doc.exchange", { n: list.length }),
          children: list.map((m) => (
            <div key={`${m.at} ${m.sent} ${m.text.slice(0, 30)}`} className="step">
              <span className="num">{clock(m.at, true)}</span>
              <span>{m.sent ? t("doc.sent") : t("doc.received")}</span>
              <pre>{m.text}</pre>
            </div>
          )),
        },
      ]}
    />
  );
}
