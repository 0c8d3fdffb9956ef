// A paged list: antd's table over an infinite query, with every state.
import { Button, Table, type TableColumnsType } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../words";
import { Failed, Loading, Nothing } from "./States";

interface Pages<T> {
  data: { pages: { items: T[] }[] } | undefined;
  error: unknown;
  isPending: boolean;
  isFetchingNextPage: boolean;
  hasNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
}

interface Props<T> {
  query: Pages<T>;
  columns: TableColumnsType<T>;
  rowKey: (row: T) => string;
  label: string;
  empty?: string;
  emptyAction?: ReactNode;
  detail?: (row: T) => ReactNode;
}

/** What may be done to a row stays in sight however wide the table is. */
export function ListTable<T extends object>({ query, columns, rowKey, label, empty, emptyAction, detail }: Props<T>) {
  const { t } = useWords();
  if (query.error && !query.data) return <Failed error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading />;
  const rows = query.data.pages.flatMap((p) => p.items);
  if (rows.length === 0) {
    return (
      <Nothing text={empty ?? t("state.empty")}>
        {emptyAction}
      </Nothing>
    );
  }
  return (
    <>
      <Table<T>
        aria-label={label}
        size="small"
        columns={columns.map((c) => (c.key === "acts" && c.fixed === undefined ? { ...c, fixed: "end" } : c))}
        dataSource={rows}
        rowKey={rowKey}
        pagination={false}
        scroll={{ x: "max-content" }}
        expandable={detail ? { expandedRowRender: detail } : undefined}
      />
      {query.hasNextPage ? (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("act.loadMore")}
        </Button>
      ) : null}
    </>
  );
}
