// Where a camera belongs, in a line.
import type { Standing } from "../api/control";
import { useWords } from "../words";

export function HomeWords({ home, away }: { home: Standing["home"]; away: boolean }) {
  const { t } = useWords();
  if (!home) return <p className="faint controlhome">{t("ctl.homeNone")}</p>;
  const after = home.afterSeconds % 60 === 0 ? t("ctl.stayMinutes", { n: home.afterSeconds / 60 }) : t("ctl.seconds", { n: home.afterSeconds });
  return (
    <p className="faint controlhome" data-away={away}>
      {home.preset ? t("ctl.homePreset", { n: home.preset, after }) : t("ctl.homeCruise", { n: home.cruise ?? 0, after })}
      {away ? ` · ${t("ctl.away")}` : ""}
    </p>
  );
}
