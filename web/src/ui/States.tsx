// The four states every view has: loading, empty, failed, forbidden.
import { Alert, Button, Empty, Spin } from "antd";
import type { ReactNode } from "react";
import { ProblemError } from "../api/problem";
import { useWords } from "../words";
import { FailureWords } from "./ArticleRef";

export function Loading() {
  const { t } = useWords();
  return (
    <div className="state" role="status" aria-live="polite">
      <Spin />
      <span>{t("state.loading")}</span>
    </div>
  );
}

export function Nothing({ text, children }: { text?: string; children?: ReactNode }) {
  const { t } = useWords();
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text ?? t("state.empty")}>
      {children}
    </Empty>
  );
}

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useWords();
  const problem = error instanceof ProblemError ? error : null;
  const title = problem?.status === 403 ? t("state.forbidden") : t("state.error");
  return (
    <Alert
      type={problem?.status === 403 ? "warning" : "error"}
      showIcon
      title={title}
      description={
        <>
          <div>
            <FailureWords error={error} />
          </div>
          {problem?.requestId ? <div className="faint">{t("state.requestId", { id: problem.requestId })}</div> : null}
        </>
      }
      action={retry ? <Button onClick={retry}>{t("act.retry")}</Button> : undefined}
    />
  );
}

interface QueryLike<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** Shows the right state of a query, and its content once it is there. */
export function Loaded<T>({ query, children }: { query: QueryLike<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null && query.error !== undefined) return <Failed error={query.error} retry={() => void query.refetch()} />;
  return <Loading />;
}
