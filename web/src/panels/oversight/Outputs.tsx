// How pictures leave the house, and how each way is marked.
import { Table, type TableColumnsType } from "antd";
import { useOutputs, type Output } from "../../api/oversight";
import { Loaded, Nothing } from "../../ui/States";
import { coded, useWords } from "../../words";

export function Outputs() {
  const { t } = useWords();
  const outputs = useOutputs();
  return (
    <>
      <p className="faint">{t("over.outputsLead")}</p>
      <Loaded query={outputs}>
        {(list) => (
          <>
            <Listed name={t("over.outputs")} list={list.filter((o) => o.mark !== "none")} />
            <h3>{t("over.exempt")}</h3>
            <Listed name={t("over.exempt")} list={list.filter((o) => o.mark === "none")} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Listed({ name, list }: { name: string; list: readonly Output[] }) {
  const { t } = useWords();
  const columns: TableColumnsType<Output> = [
    { title: t("over.output"), key: "code", render: (_v, o) => coded(t, "output.", o.code) },
    { title: t("over.outputMark"), key: "mark", render: (_v, o) => coded(t, "drawn.", o.mark) },
    { title: t("over.outputBeats"), key: "beats", render: (_v, o) => t(o.beats ? "over.yes" : "over.no") },
    { title: t("over.outputInside"), key: "inside", render: (_v, o) => t(o.inside ? "over.yes" : "over.no") },
  ];
  if (list.length === 0) return <Nothing text={t("over.exemptNone")} />;
  return <Table<Output> size="small" aria-label={name} rowKey={(o) => o.code} dataSource={[...list]} columns={columns} pagination={false} />;
}
