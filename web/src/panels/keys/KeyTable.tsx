// The keys of an account in a table.
import { Table, type TableColumnsType } from "antd";
import type { ReactNode } from "react";
import type { AccountKey } from "../../api/keys";
import { Nothing } from "../../ui/States";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

export function KeyTable({ keys, acts }: { keys: readonly AccountKey[]; acts: (key: AccountKey) => ReactNode }) {
  const { t } = useWords();
  const columns: TableColumnsType<AccountKey> = [
    { title: t("field.name"), dataIndex: "name" },
    { title: t("key.kind"), key: "kind", render: (_v, k) => coded(t, "way.", k.kind) },
    {
      title: t("field.state"),
      key: "state",
      render: (_v, k) =>
        k.stoppedAt ? <span className="mark bad">{t("key.stopped", { time: dateTime(k.stoppedAt) })}</span> : <span className="mark ok">{t("key.works")}</span>,
    },
    { title: t("key.created"), key: "created", className: "num", render: (_v, k) => dateTime(k.createdAt) },
    { title: t("key.by"), dataIndex: "by" },
    { title: t("key.used"), key: "used", className: "num", render: (_v, k) => (k.usedAt ? dateTime(k.usedAt) : <span className="faint">{t("key.unused")}</span>) },
    { title: t("field.actions"), key: "acts", render: (_v, k) => acts(k) },
  ];
  if (keys.length === 0) return <Nothing text={t("key.empty")} />;
  return <Table<AccountKey> size="small" aria-label={t("key.title")} rowKey={(k) => k.id} dataSource={[...keys]} columns={columns} pagination={false} scroll={{ x: "max-content" }} />;
}
