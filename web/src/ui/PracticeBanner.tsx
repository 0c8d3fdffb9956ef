import { useWords } from "../words";

/** Stands on every page of a practice store (design, invariant 12). */
export function PracticeBanner({ practice }: { practice: boolean | undefined }) {
  const { t } = useWords();
  if (practice !== true) return null;
  return (
    <div className="practice" role="note">
      <strong>{t("practice.banner")}</strong>
      <span>{t("practice.note")}</span>
    </div>
  );
}
