// Every duty of one system, place or organisation: the page links lead to.
import { useParams } from "react-router";
import { isSubjectKind, useObligations, type Subject } from "../../api/agenda";
import { DutyTables, PrintButton } from "../../panels/agenda/Duties";
import { Page } from "../../ui/Page";
import { Loaded } from "../../ui/States";
import { useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const { kind = "", id = "" } = useParams();
  const subject: Subject = { subjectKind: isSubjectKind(kind) ? kind : "system", subjectId: id };
  const page = useObligations(subject);
  return (
    <Page title={page.data ? t("duty.titleOf", { name: page.data.name }) : t("duty.title")} acts={page.data ? <PrintButton of={page.data} /> : null}>
      <Loaded query={page}>{(data) => <DutyTables page={data} />}</Loaded>
    </Page>
  );
}
