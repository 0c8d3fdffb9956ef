// Lists that are issued about an area: choose one, see what was issued about
// it, issue the next. The area stands in the address of the page.
import { Select } from "antd";
import { useSearchParams } from "react-router";
import { useKinds } from "../../api/units";
import { useTradeWords } from "../../forms/units";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { ReasonButton } from "../../ui/ReasonButton";
import { Nothing } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { useWords, type Word } from "../../words";

interface Props {
  /** Kind of the subject, as documents name it. */
  kind: "gap-list" | "upgrade-list";
  word: Word;
  lead: Word;
  /** One trade of a division has a list of its own. */
  trades?: boolean;
  issue: (area: string) => Promise<{ number: string }>;
}

export function AreaPapers({ kind, word, lead, trades = false, issue }: Props) {
  const { t, language } = useWords();
  const [query, setQuery] = useSearchParams();
  const kinds = useKinds();
  const tradeWords = useTradeWords();
  const area = query.get("area") ?? "";
  const [division = "", trade = ""] = area.split("/");
  const choose = (d: string, x: string) => {
    const next = new URLSearchParams(query);
    if (d === "") next.delete("area");
    else next.set("area", x === "" ? d : `${d}/${x}`);
    setQuery(next, { replace: true });
  };
  const make = useChange({ run: () => issue(area), touches: ["documents"], said: t("area.issued") });
  return (
    <section aria-label={t(word)}>
      <h2>{t(word)}</h2>
      <p className="faint">{t(lead)}</p>
      <div className="inline">
        <Select
          allowClear
          aria-label={t("unit.division")}
          placeholder={t("unit.division")}
          value={division || undefined}
          style={{ width: 200 }}
          options={(kinds.data?.divisions ?? []).map((d) => ({ value: d.code, label: `${language === "zh" ? d.zh : d.en} ${d.code}` }))}
          onChange={(v?: string) => choose(v ?? "", trade)}
        />
        {trades ? (
          <Select
            allowClear
            disabled={division === ""}
            aria-label={t("unit.trade")}
            placeholder={t("area.anyTrade")}
            value={trade || undefined}
            style={{ width: 200 }}
            showSearch={{ optionFilterProp: "label" }}
            options={(kinds.data?.trades ?? []).map((k) => ({ value: k.code, label: tradeWords(k.code) }))}
            onChange={(v?: string) => choose(division, v ?? "")}
          />
        ) : null}
        <ReasonButton why={area === "" ? t("area.choose") : ""} loading={make.isPending} onClick={() => make.mutate(undefined)}>
          {t("area.issue")}
        </ReasonButton>
      </div>
      {area === "" ? <Nothing text={t("area.choose")} /> : <DocumentLinks of={{ kind, id: area }} />}
    </section>
  );
}
