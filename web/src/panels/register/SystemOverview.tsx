// What a video system is: its parties, the facts that bind it, its equipment.
import { Link } from "react-router";
import type { VideoSystem } from "../../api/model";
import { articleName } from "../../api/problem";
import { usePlaces } from "../../api/queries";
import { useDivisionWords, useTradeWords } from "../../forms/units";
import { Facts } from "../../ui/Facts";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords, type Word } from "../../words";
import { FactList } from "./FactList";

const SIX = ["capture", "transmission", "control", "display", "processing", "storage"] as const;

export function SystemOverview({ system: s }: { system: VideoSystem }) {
  const { t } = useWords();
  const places = usePlaces();
  const trade = useTradeWords();
  const division = useDivisionWords();
  const place = places.data?.find((p) => p.id === s.placeId);
  const unit = (id: string | undefined) => (id ? <Link to={paths.organisation(id)}>{s.names?.[id] ?? id}</Link> : <span className="faint">{t("unit.none")}</span>);
  const parties: readonly (readonly [Word, string | undefined])[] = [
    ["sys.owner", s.ownerId],
    ["sys.user", s.userId],
    ["sys.builder", s.builderId],
    ["sys.operator", s.operatorId],
    ["sys.maintainer", s.maintainerId],
    ["sys.management", s.managementId],
    ["sys.department", s.departmentId],
  ];
  return (
    <>
      <Facts
        rows={[
          [t("sys.code"), s.code],
          [t("reg.place"), place ? <Link to={paths.place(place.id)}>{place.name}</Link> : "—"],
          [t("unit.division"), place?.division ? division(place.division) : ""],
          [t("field.state"), coded(t, "sys.", s.state)],
          [t("sys.trialUntil"), s.trialUntil ? dateTime(s.trialUntil) : ""],
          [t("unit.trade"), trade(s.trade)],
          [t("sys.funding"), s.funding === "" ? "" : coded(t, "sys.funding.", s.funding)],
          [t("reg.completed"), s.completed],
          [t("sys.putIntoUse"), s.putIntoUse],
          [t("reg.floor"), t("sys.floorBy", { n: s.floorDays, articles: s.floorArticles.map(articleName).join(" · ") })],
          [t("reg.noDuty"), s.noDutyReason],
        ]}
      />
      <h2>{t("sys.facts")}</h2>
      <FactList own={s} effective={s.effective} />
      <h2>{t("sys.parties")}</h2>
      <Facts rows={parties.map(([word, id]) => [t(word), unit(id)] as const)} />
      <h2>{t("sys.six")}</h2>
      <Facts
        rows={SIX.map((f) => {
          const e = s.functions[f];
          const said = [e.what, e.count ? `× ${e.count}` : ""].filter((x) => x).join(" ");
          return [t(`six.${f}`), <span key={f} className={`mark ${e.present ? "ok" : "idle"}`}>{`${t(e.present ? "six.present" : "six.absent")} ${said}`}</span>] as const;
        })}
      />
      <h2>{t("sys.protection")}</h2>
      <Facts
        rows={[
          [t("sys.grade"), s.protection.grade ? t("sys.gradeOf", { n: s.protection.grade }) : t("unit.none")],
          [t("sys.protectionNumber"), s.protection.number],
          [t("sys.assessed"), s.protection.assessed],
        ]}
      />
      <h2>{t("sys.reserved")}</h2>
      <Facts
        rows={[
          [t("sys.protocol"), s.reserved.protocol || t("unit.none")],
          [t("sys.network"), s.reserved.network],
          [t("sys.codes"), s.reserved.codeFrom ? `${s.reserved.codeFrom} – ${s.reserved.codeTo ?? ""}` : ""],
          [t("sys.tested"), s.reserved.tested],
          [t("sys.testResult"), s.reserved.result ? t(`sys.testResult.${s.reserved.result}`) : ""],
        ]}
      />
    </>
  );
}
