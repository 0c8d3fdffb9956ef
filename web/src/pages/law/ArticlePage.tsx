import { Alert, Input, Table } from "antd";
import { Link, useParams, useSearchParams } from "react-router";
import { useLawArticle, type LawDetail, type LawDuty, type LawMechanism, type LawPenalty, type LawText } from "../../api/law";
import { ArticleRef } from "../../ui/ArticleRef";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { day } from "../../util/time";
import { coded, isWord, useWords, type Speak } from "../../words";

/** One article, or a clause of it, with everything that rests on it. */
export function Component() {
  const { "*": id = "" } = useParams();
  const [query, setQuery] = useSearchParams();
  const on = query.get("on") ?? "";
  const { t } = useWords();
  const article = useLawArticle(id, on);
  return (
    <Page
      title={useSpoken()(article.data?.clause?.name ?? article.data?.article.name) || id}
      lead={<Link to={paths.law({ pack: article.data?.article.pack ?? "", on })}>{t("lb.title")}</Link>}
      acts={
        <label className="lawday">
          {t("lb.asOf")} <Input type="date" value={on || day(Date.now())} onChange={(e) => setQuery(e.target.value === "" ? {} : { on: e.target.value }, { replace: true })} />
        </label>
      }
    >
      <Loaded query={article}>{(d) => <Whole detail={d} asked={id} />}</Loaded>
    </Page>
  );
}

/** A text in the language of the screen. */
function useSpoken(): (text: LawText | undefined) => string {
  const { language } = useWords();
  return (text) => (language === "zh" ? text?.zh : text?.en) ?? "";
}

function Whole({ detail, asked }: { detail: LawDetail; asked: string }) {
  const { t } = useWords();
  const spoken = useSpoken();
  const a = detail.article;
  const clauses = new Map(detail.clauses.map((c) => [c.zh, c.id]));
  return (
    <div className="lawpage">
      {a.summary ? <Alert type="warning" showIcon title={t("lb.summary")} description={t("lb.summaryHelp")} /> : null}
      <section className="lawtext" lang="zh-CN" aria-label={t("lb.text")}>
        {a.text.zh.split("\n").map((line) => (
          <p key={line} className={clauses.get(line) === asked && asked !== a.id ? "asked" : undefined}>
            {line}
          </p>
        ))}
      </section>
      <section aria-label={t("lb.english")}>
        <p lang="en">{a.text.en}</p>
        <p className="faint">{t("lb.englishHelp")}</p>
      </section>
      <Facts
        rows={[
          [t("lb.versions"), detail.texts.map((v) => (v.to ? `${v.from} – ${v.to}` : t("lb.inForce", { day: v.from }))).join(t("lb.and"))],
          [t("lb.checked"), coded(t, "lb.certainty.", a.certainty)],
        ]}
      />
      {detail.faults.length > 0 ? (
        <section>
          <h2>{t("lb.faults")}</h2>
          <ul>
            {detail.faults.map((f) => (
              <li key={f.at + f.text}>
                {spoken(f.note)} ({coded(t, "lb.known.", f.known)})
                {f.read === "" ? null : <span lang="zh-CN"> {t("lb.read", { text: f.read })}</span>}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <Duties duties={detail.duties} />
      <Penalties detail={detail} />
      <Enforced list={detail.enforced} />
    </div>
  );
}

/** "3 month" in words. */
function everyWords(t: Speak, every: string | undefined): string {
  const [n = "", unit = ""] = (every ?? "").split(" ");
  const key = `lb.every.${unit}`;
  return isWord(key) ? t(key, { n }) : "";
}

function Duties({ duties }: { duties: readonly LawDuty[] }) {
  const { t } = useWords();
  const spoken = useSpoken();
  if (duties.length === 0) return null;
  return (
    <section>
      <h2>{t("lb.duties")}</h2>
      <Table<LawDuty>
        size="small"
        pagination={false}
        rowKey={(d) => d.code}
        dataSource={[...duties]}
        scroll={{ x: "max-content" }}
        columns={[
          { title: t("lb.duty"), key: "title", render: (_v, d) => spoken(d.title) },
          { title: t("lb.who"), key: "who", render: (_v, d) => d.who.map((w) => coded(t, "lb.who.", w)).join(t("lb.and")) },
          { title: t("lb.if"), key: "if", render: (_v, d) => <span className="wrap">{spoken(d.if)}</span> },
          { title: t("lb.evidence"), key: "evidence", render: (_v, d) => spoken(d.evidence) },
          {
            title: t("lb.limit"),
            key: "limit",
            render: (_v, d) => (
              <span className="wrap">
                {spoken(d.limit) || everyWords(t, d.every)} {d.house ? <span className="faint">{t("lb.house")}</span> : null}
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}

function Penalties({ detail }: { detail: LawDetail }) {
  const { t } = useWords();
  const spoken = useSpoken();
  if (detail.penalties.length + detail.noFine.length === 0) return null;
  return (
    <section>
      <h2>{t("lb.penalties")}</h2>
      {detail.noFine.map((n) => (
        <p key={n.clause}>
          {spoken(n.name)} · {t("lb.noFine")} {spoken(n.national) === "" ? null : <span className="faint">{t("lb.national", { text: spoken(n.national) })}</span>}
        </p>
      ))}
      {detail.penalties.map((p) => (
        <Penalty key={p.code} penalty={p} />
      ))}
    </section>
  );
}

function Penalty({ penalty: p }: { penalty: LawPenalty }) {
  const { t } = useWords();
  const spoken = useSpoken();
  return (
    <div className="penalty">
      <h3>
        <span className="num">{p.code}</span> {spoken(p.title)} <ArticleRef article={p.article} />
      </h3>
      <Facts
        rows={p.stages.map((s) => [
          s.uncorrected ? t("lb.uncorrected") : t("lb.first"),
          [
            ...s.measures.map((m) => coded(t, "lb.measure.", m)),
            ...s.fines.map((f) => t(f.min === 0 ? "lb.upTo" : "lb.range", { who: coded(t, "lb.liable.", f.who), min: f.min, max: f.max })),
          ].join(t("lb.and")),
        ])}
      />
      {p.yields.length > 0 ? <p className="faint">{t("lb.yields", { codes: p.yields.join(t("lb.and")) })}</p> : null}
      {spoken(p.note) === "" ? null : <p className="faint">{spoken(p.note)}</p>}
    </div>
  );
}

function Enforced({ list }: { list: readonly LawMechanism[] }) {
  const { t } = useWords();
  const spoken = useSpoken();
  return (
    <section>
      <h2>{t("lb.enforced")}</h2>
      {list.length === 0 ? <p className="faint">{t("lb.notTraced")}</p> : null}
      <ul>
        {list.map((m) => (
          <li key={m.clause}>
            {list.length > 1 ? <span className="num faint">{m.clause} </span> : null}
            {spoken(m.done)}
            {spoken(m.none) === "" ? null : <span className="faint">{t("lb.noMechanism", { text: spoken(m.none) })}</span>}
            {spoken(m.later) === "" ? null : <div className="mark warn">{t("lb.later", { text: spoken(m.later) })}</div>}
            {m.screens.map((s) => (
              <div key={s}>
                <Link to={s}>{s}</Link>
              </div>
            ))}
            {m.code.length + m.tests.length > 0 ? (
              <details>
                <summary>{t("lb.mechanism")}</summary>
                <code className="trace">{[...m.code, ...m.tests].join("\n")}</code>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
