import { Select } from "antd";
import { useSearchParams } from "react-router";
import { useDocumentKinds, useDocuments } from "../../api/papers";
import { DocumentTable } from "../../ui/DocumentLinks";
import { Page } from "../../ui/Page";
import { useWords } from "../../words";

/** Every document of the platform, for those who may read them all. */
export function Component() {
  const { t, language } = useWords();
  const [query, setQuery] = useSearchParams();
  const kind = query.get("kind") ?? "";
  const kinds = useDocumentKinds();
  const documents = useDocuments(null, kind);
  const options = [{ value: "", label: t("paper.anyKind") }, ...(kinds.data ?? []).map((k) => ({ value: k.kind, label: language === "zh" ? k.title : k.en }))];
  return (
    <Page
      title={t("paper.title")}
      lead={
        <Select
          aria-label={t("paper.kind")}
          value={kind}
          options={options}
          style={{ minWidth: 320 }}
          onChange={(v) => setQuery(v === "" ? {} : { kind: v }, { replace: true })}
        />
      }
    >
      <DocumentTable query={documents} />
    </Page>
  );
}
