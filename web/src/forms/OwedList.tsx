// What is still owed about systems, with its day.
import { Table } from "antd";
import { articleName } from "../api/problem";
import type { Todo } from "../api/works";
import { Nothing } from "../ui/States";
import { coded, useWords } from "../words";

export function OwedList({ todos }: { todos: readonly Todo[] }) {
  const { t } = useWords();
  if (todos.length === 0) return <Nothing text={t("works.owedNone")} />;
  return (
    <Table<Todo>
      aria-label={t("works.owed")}
      size="small"
      rowKey={(todo) => todo.id}
      dataSource={[...todos]}
      pagination={false}
      columns={[
        {
          title: t("works.what"),
          key: "what",
          render: (_v, todo) => (
            <>
              {coded(t, "todo.", todo.what)} <span className="faint">{todo.note}</span>
            </>
          ),
        },
        { title: t("works.due"), key: "due", className: "num", render: (_v, todo) => <span className={`mark ${todo.overdue ? "bad" : "idle"}`}>{todo.overdue ? `${todo.due} ${t("works.overdue")}` : todo.due}</span> },
        { title: t("works.article"), key: "article", render: (_v, todo) => articleName(todo.article) },
      ]}
    />
  );
}
