// 取流诊断: what happened at each attempt to open a stream, and what to do.
import { Alert, Collapse, Select, Tag } from "antd";
import { useSearchParams } from "react-router";
import { useAdvice } from "../../api/diagnosis";
import type { Attempt } from "../../api/model";
import { useAttempts, useTree } from "../../api/queries";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { Loaded, Nothing } from "../../ui/States";
import { clock, dateTime, span } from "../../util/time";
import { coded, useWords } from "../../words";

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
          style={{ minWidth: 320 }}
        />
      }
    >
      {id === "" ? <Nothing text={t("doc.pick")} /> : <Loaded query={attempts}>{(list) => <Attempts list={list} />}</Loaded>}
    </Page>
  );
}

function Attempts({ list }: { list: readonly Attempt[] }) {
  const { t } = useWords();
  const advice = useAdvice();
  if (list.length === 0) return <Nothing text={t("doc.empty")} />;
  const key = (a: Attempt): string => `${a.at} ${a.role}`;
  const first = list[0];
  return (
    <Collapse
      defaultActiveKey={first ? [key(first)] : []}
      items={list.map((a) => ({
        key: key(a),
        label: (
          <span>
            <span className="num">{t("doc.attempt", { time: dateTime(a.at), role: coded(t, "role.", a.role) })}</span>{" "}
            <Verdict attempt={a} />
          </span>
        ),
        extra: <span className="faint num">{a.endedAt ? span(Date.parse(a.endedAt) - Date.parse(a.at)) : ""}</span>,
        children: <Detail attempt={a} text={advice(a.diagnosis, a.params).text} next={advice(a.diagnosis, a.params).next} />,
      }))}
    />
  );
}

function Verdict({ attempt: a }: { attempt: Attempt }) {
  const { t } = useWords();
  const advice = useAdvice();
  if (a.diagnosis !== "") return <Tag color="error">{advice(a.diagnosis, a.params).text}</Tag>;
  if (!a.endedAt && a.codec === "") return <Tag color="processing">{t("doc.running")}</Tag>;
  return (
    <Tag color="success">
      {t("doc.ok")} {a.codec}
    </Tag>
  );
}

function Detail({ attempt: a, text, next }: { attempt: Attempt; text: string; next: string }) {
  const { t } = useWords();
  const start = Date.parse(a.at);
  const packets = Object.entries(a.packets);
  const seen = packets.filter(([name]) => !name.startsWith("dropped"));
  const dropped = packets.filter(([name]) => name.startsWith("dropped"));
  return (
    <>
      {text === "" ? null : <Alert type="warning" showIcon title={<span className="verdict">{text}</span>} description={next === "" ? null : `${t("doc.next")}: ${next}`} />}
      <Facts
        rows={[
          [t("doc.offered"), <span className="num" key="o">{a.offered}</span>],
          [t("doc.answered"), <span className="num" key="a">{a.answered}</span>],
          [t("doc.packets"), seen.length === 0 ? "" : <Counts key="p" list={seen} />],
          [t("doc.dropped"), dropped.length === 0 ? "" : <Counts key="d" list={dropped} />],
          [t("doc.lasted"), a.endedAt ? span(Date.parse(a.endedAt) - start) : t("doc.running")],
        ]}
      />
      <h3 className="sub">{t("doc.steps")}</h3>
      <div>
        {a.steps.map((s) => (
          <div key={`${s.at} ${s.name} ${s.text.slice(0, 40)}`} className={`step${s.fault ? " fault" : ""}`}>
            <span className="num">{clock(s.at, true)}</span>
            <span>{coded(t, "step.", s.name)}</span>
            <pre>{s.text}</pre>
          </div>
        ))}
      </div>
    </>
  );
}

/** Counters by cause: "dropped.wrong-ssrc 12". */
function Counts({ list }: { list: readonly (readonly [string, number])[] }) {
  const { t } = useWords();
  return (
    <span className="num">
      {list.map(([name, n]) => `${coded(t, "pkt.", name.replace(/^dropped[.-]/, ""))} ${n.toLocaleString()}`).join(" · ")}
    </span>
  );
}
