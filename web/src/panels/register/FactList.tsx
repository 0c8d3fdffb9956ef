// The four facts, each with where it comes from. They are never shown as one
// level.
import { Facts } from "../../ui/Facts";
import { coded, useWords } from "../../words";

interface Four {
  category?: string;
  publicClass?: string;
  keyTarget?: boolean;
  keySecurityUnit?: boolean;
}

export function FactList({ own, effective }: { own: Four; effective: Four }) {
  const { t } = useWords();
  if (!effective.category && !effective.publicClass && !effective.keyTarget && !effective.keySecurityUnit) return <p className="faint">{t("sys.fact.none")}</p>;
  const from = (text: string, ours: boolean) => (text === "—" ? text : `${text} · ${t(ours ? "sys.fact.own" : "sys.fact.place")}`);
  const flag = (on: boolean | undefined, ours: boolean | undefined) => (on ? from(t("sys.fact.yes"), ours === true) : t("sys.fact.no"));
  return (
    <Facts
      rows={[
        [t("reg.category"), from(coded(t, "w8.", effective.category ?? ""), own.category === effective.category)],
        [t("reg.publicClass"), from(coded(t, "r799.", effective.publicClass ?? ""), own.publicClass === effective.publicClass)],
        [t("reg.keyTarget"), flag(effective.keyTarget, own.keyTarget)],
        [t("reg.keySecurity"), flag(effective.keySecurityUnit, own.keySecurityUnit)],
      ]}
    />
  );
}
