// The clause behind a refusal, as people cite it; its text in both languages
// is shown on hover or focus, and a click leads to its page.
import { Popover, Spin } from "antd";
import { useState } from "react";
import { useLawArticle } from "../api/law";
import { articleName, failure, ProblemError } from "../api/problem";
import { paths } from "../util/paths";
import { say, sentence, useWords } from "../words";

export function ArticleRef({ article }: { article: string }) {
  const [open, setOpen] = useState(false);
  useWords(); // names follow the language
  if (article === "") return null;
  return (
    <Popover content={<ArticleWords article={article} enabled={open} />} open={open} onOpenChange={setOpen} trigger={["hover", "focus"]} mouseEnterDelay={0.2}>
      <a className="article" href={paths.article(article)} target="_blank" rel="noreferrer">
        {articleName(article)}
      </a>
    </Popover>
  );
}

/** The clause in its own words, Chinese first; a summary says that it is one. */
function ArticleWords({ article, enabled }: { article: string; enabled: boolean }) {
  const { t } = useWords();
  const query = useLawArticle(article, "", enabled);
  const d = query.data;
  // Its own states and not those of a view: what is here is small, and views
  // show clauses in their failures.
  if (d === undefined) return <div className="articlewords">{query.error === null ? <Spin size="small" /> : failure(query.error)}</div>;
  return (
    <div className="articlewords">
      <strong>{d.clause?.name.zh ?? d.article.name.zh}</strong>
      <blockquote lang="zh-CN">{d.clause?.zh ?? d.article.text.zh}</blockquote>
      <blockquote lang="en">{d.article.text.en}</blockquote>
      {d.article.summary ? <p className="faint">{t("lb.summaryHelp")}</p> : null}
    </div>
  );
}

/** A sentence with the clause it rests on. */
export function Because({ line, article }: { line: string; article: string }) {
  const { t } = useWords();
  if (article === "") return <>{line}</>;
  const [before, after] = t("law.because", { line, article: "\u0000" }).split("\u0000");
  return (
    <span>
      {before}
      <ArticleRef article={article} />
      {after}
    </span>
  );
}

/** The words for whatever was thrown, its clause within reach. */
export function FailureWords({ error }: { error: unknown }) {
  useWords();
  if (!(error instanceof ProblemError)) return <>{failure(error)}</>;
  return <Because line={error.line} article={error.article} />;
}

/** The reason in a `can`, such as "access.role W168/29/1". */
export function ReasonWords({ reason }: { reason: string }) {
  useWords();
  const [code = "", article = ""] = reason.split(/[\s:]+/, 2);
  return reason === "" ? null : <Because line={sentence(code)} article={article} />;
}

/** A list of clauses, one beside the other. */
export function ArticleRefs({ articles }: { articles: readonly string[] }) {
  return (
    <>
      {articles.map((a, i) => (
        <span key={a}>
          {i > 0 ? say("lb.and") : ""}
          <ArticleRef article={a} />
        </span>
      ))}
    </>
  );
}
