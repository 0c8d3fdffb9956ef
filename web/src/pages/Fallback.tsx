import { Button, Result } from "antd";
import { useRouteError } from "react-router";
import { failure, ProblemError } from "../api/problem";
import { paths } from "../util/paths";
import { useWords } from "../words";

export function NotFound() {
  const { t } = useWords();
  return <Result status="404" title={t("state.notFound")} subTitle={t("state.notFoundHelp")} extra={<Button href={paths.home()}>{t("act.back")}</Button>} />;
}

/** Shown when a page throws, or its bundle could not be fetched after an upgrade. */
export function Crash() {
  const { t } = useWords();
  const error = useRouteError();
  return (
    <Result
      status="error"
      title={t("state.crash")}
      subTitle={error instanceof ProblemError ? failure(error) : error instanceof Error ? error.message : ""}
      extra={<Button onClick={() => window.location.reload()}>{t("act.retry")}</Button>}
    />
  );
}
