// How reviews were done: who decides without looking reviews nothing.
import { Table, type TableColumnsType } from "antd";
import { useReviewFigures, type ReviewFigures } from "../../api/oversight";
import { Loaded, Nothing } from "../../ui/States";
import { useWords } from "../../words";

export function Reviews() {
  const { t } = useWords();
  const figures = useReviewFigures();
  const columns: TableColumnsType<ReviewFigures> = [
    { title: t("over.reviewer"), dataIndex: "name" },
    { title: t("over.done"), dataIndex: "decided", className: "num" },
    { title: t("over.concerns"), dataIndex: "concern", className: "num" },
    { title: t("over.median"), key: "median", className: "num", render: (_v, f) => t("over.seconds", { n: Math.round(f.medianSeconds) }) },
  ];
  return (
    <>
      <p className="faint">{t("over.figuresLead")}</p>
      <Loaded query={figures}>
        {(all) =>
          all.length === 0 ? (
            <Nothing text={t("over.noFigures")} />
          ) : (
            <Table<ReviewFigures> aria-label={t("over.figures")} size="small" columns={columns} dataSource={all} rowKey={(f) => f.by} pagination={false} />
          )
        }
      </Loaded>
    </>
  );
}
