// The closed lists that facts are chosen from, as the law has them.
import { useLawFacts, type LawFact } from "../api/law";
import { useWords } from "../words";

interface Choice {
  value: string;
  label: string;
}

/** Choices for the categories of W168/8 and the classes of R799. */
export function useFactChoices(): { categories: Choice[]; classes: Choice[]; loading: boolean } {
  const { language } = useWords();
  const facts = useLawFacts();
  const choices = (list: readonly LawFact[] | undefined): Choice[] => (list ?? []).map((f) => ({ value: f.code, label: `${f.code} ${language === "zh" ? f.zh : f.en}` }));
  return { categories: choices(facts.data?.categories), classes: choices(facts.data?.classes), loading: facts.isPending };
}
