import { Button, Input } from "antd";
import { Link, useSearchParams } from "react-router";
import { useLawArticles, useLawPacks, type LawArticle, type LawPack } from "../../api/law";
import { Page } from "../../ui/Page";
import { Failed, Loaded, Loading, Nothing } from "../../ui/States";
import { paths } from "../../util/paths";
import { day } from "../../util/time";
import { coded, useWords } from "../../words";

/** The law by source, as of a day. The URL holds source, day and words. */
export function Component() {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const pack = query.get("pack") ?? "w168";
  const on = query.get("on") ?? "";
  const words = query.get("q") ?? "";
  const packs = useLawPacks();
  const set = (key: string, value: string) =>
    setQuery(
      (old) => {
        const next = new URLSearchParams(old);
        if (value === "" && key !== "pack") next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: true },
    );
  return (
    <Page
      title={t("lb.title")}
      acts={
        <>
          <Input.Search key={words} className="lawsearch" allowClear defaultValue={words} placeholder={t("lb.search")} aria-label={t("lb.search")} onSearch={(v) => set("q", v.trim())} />
          <label className="lawday">
            {t("lb.asOf")} <Input type="date" value={on || day(Date.now())} onChange={(e) => set("on", e.target.value)} />
          </label>
        </>
      }
    >
      <div className="lawbook">
        <nav aria-label={t("lb.sources")}>
          <Loaded query={packs}>{(list) => <Sources list={list} pack={pack} choose={(p) => set("pack", p)} />}</Loaded>
        </nav>
        <Articles pack={pack === "all" ? "" : pack} on={on} q={words} />
      </div>
    </Page>
  );
}

function Sources({ list, pack, choose }: { list: readonly LawPack[]; pack: string; choose: (pack: string) => void }) {
  const { t, language } = useWords();
  return (
    <ul className="sources">
      <li>
        <button type="button" aria-current={pack === "all"} onClick={() => choose("all")}>
          {t("lb.all")}
        </button>
      </li>
      {list
        .filter((p) => p.articles > 0)
        .map((p) => (
          <li key={p.pack}>
            <button type="button" aria-current={pack === p.pack} onClick={() => choose(p.pack)}>
              {language === "zh" ? p.title.zh : p.title.en}
              <span className="faint">
                {coded(t, "lb.rank.", p.rank)} · {t("lb.inForce", { day: p.inForce })} · {t("lb.count", { n: p.articles })}
              </span>
            </button>
          </li>
        ))}
    </ul>
  );
}

function Articles({ pack, on, q }: { pack: string; on: string; q: string }) {
  const { t } = useWords();
  const query = useLawArticles(pack, on, q);
  if (query.error && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  const list = query.data.pages.flatMap((p) => p.items);
  if (list.length === 0) return <Nothing text={t("lb.none")} />;
  return (
    <div>
      <ol className="articles" aria-label={t("lb.text")}>
        {list.map((a) => (
          <li key={a.id}>
            <Article article={a} on={on} />
          </li>
        ))}
      </ol>
      {query.hasNextPage ? (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("act.loadMore")}
        </Button>
      ) : null}
    </div>
  );
}

function Article({ article: a, on }: { article: LawArticle; on: string }) {
  const { t, language } = useWords();
  return (
    <article>
      <h2>
        <Link to={paths.article(a.id, on)}>{language === "zh" ? a.name.zh : a.name.en}</Link>
        {a.summary ? <span className="mark warn">{t("lb.summary")}</span> : null}
        <span className={`mark ${a.certainty === "sure" ? "ok" : "warn"}`}>{coded(t, "lb.certainty.", a.certainty)}</span>
        {a.to ? <span className="mark idle">{t("lb.until", { day: a.to })}</span> : null}
      </h2>
      <p className="lawtext" lang="zh-CN">
        {a.text.zh}
      </p>
      {language === "en" ? (
        <p className="faint" lang="en">
          {a.text.en}
        </p>
      ) : null}
    </article>
  );
}
