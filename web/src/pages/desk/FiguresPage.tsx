// Statistics of a quarter: what was counted of every access, without personal
// data. The last quarter that is over comes first.
import { DownloadOutlined, PrinterOutlined } from "@ant-design/icons";
import { Button, Select, Space, Table } from "antd";
import { useSearchParams } from "react-router";
import { figureSheet, sendDesk, useAccessFigures, type AccessFigures } from "../../api/desk";
import { documentHref } from "../../api/papers";
import { quarterOf, quartersBack } from "../../panels/rights/quarters";
import { ArticleRef } from "../../ui/ArticleRef";
import { Page } from "../../ui/Page";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { coded, useWords } from "../../words";

const SHOWN = 12;

export function Component() {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const quarter = query.get("quarter") ?? undefined;
  const figures = useAccessFigures(quarter);
  const shown = figures.data?.quarter ?? quarter ?? "";
  const print = useChange({
    run: () => sendDesk.printFigures(shown),
    touches: ["documents"],
    done: (doc) => window.open(documentHref(doc.documentId, "print"), "_blank", "noopener"),
  });
  return (
    <Page
      title={t("desk.figures")}
      lead={
        <Select
          aria-label={t("desk.quarter")}
          style={{ width: 120 }}
          value={shown}
          options={quartersBack(quarterOf(new Date()), SHOWN + 1).slice(1).map((q) => ({ value: q, label: q }))}
          onChange={(q) => setQuery({ quarter: q }, { replace: true })}
        />
      }
      acts={
        <Space>
          <Button icon={<DownloadOutlined />} disabled={!figures.data} href={shown ? figureSheet(shown) : undefined}>
            {t("desk.sheet")}
          </Button>
          <Button icon={<PrinterOutlined />} disabled={!figures.data} loading={print.isPending} onClick={() => print.mutate(undefined)}>
            {t("desk.printFigures")}
          </Button>
        </Space>
      }
    >
      <Loaded query={figures}>
        {(f) => (
          <>
            <p className="faint">{t("desk.figuresLead", { n: f.least })}</p>
            {f.tables.map((table) => (
              <Regime key={table.regime} table={table} least={f.least} />
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}

type Shown = AccessFigures["tables"][number];

function Regime({ table, least }: { table: Shown; least: number }) {
  const { t } = useWords();
  const name = coded(t, "desk.regime.", table.regime);
  const last = (label: string, n: number) => ({ key: label, label, count: n });
  const rows = [
    ...table.cells.map((c, i) => ({ key: String(i), cell: c, count: c.count })),
    ...(table.rest > 0 ? [last(t("desk.rest"), table.rest)] : []),
    last(t("desk.total"), table.total),
  ];
  type Row = { key: string; count: number; label?: string; cell?: Shown["cells"][number] };
  return (
    <section>
      <h2>{name}</h2>
      {table.few ? (
        <p>{t("desk.few", { n: least })}</p>
      ) : (
        <Table<Row>
          aria-label={name}
          size="small"
          pagination={false}
          dataSource={rows}
          columns={[
            { title: t("desk.act"), key: "act", render: (_v, r) => r.label ?? coded(t, "act.", r.cell?.act ?? "") },
            { title: t("desk.authority"), key: "authority", render: (_v, r) => (r.cell?.authority ? coded(t, "off.auth.", r.cell.authority) : "—") },
            { title: t("desk.outcome"), key: "outcome", render: (_v, r) => (r.cell ? coded(t, "desk.outcome.", r.cell.outcome) : "—") },
            { title: t("desk.clause"), key: "clause", render: (_v, r) => (r.cell?.clause ? <ArticleRef article={r.cell.clause} /> : "—") },
            { title: t("desk.count"), key: "count", className: "num", render: (_v, r) => r.count },
          ]}
        />
      )}
    </section>
  );
}
