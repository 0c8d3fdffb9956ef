// What an auditor sees of how people looked at footage.
import { Alert } from "antd";
import { Canaries } from "../../panels/oversight/Canaries";
import { Alarms } from "../../panels/oversight/Alarms";
import { Outputs } from "../../panels/oversight/Outputs";
import { Reviews } from "../../panels/oversight/Reviews";
import { Samples } from "../../panels/oversight/Samples";
import { Page } from "../../ui/Page";
import { TabFrame, type Tab } from "../../ui/TabFrame";
import { useWords } from "../../words";

const TABS: readonly Tab<null>[] = [
  { key: "alarms", word: "over.alarms", body: () => <Alarms /> },
  { key: "samples", word: "over.samples", body: () => <Samples /> },
  { key: "canaries", word: "over.canaries", body: () => <Canaries /> },
  { key: "outputs", word: "over.outputs", body: () => <Outputs /> },
  { key: "figures", word: "over.figures", body: () => <Reviews /> },
];

export function Component() {
  const { t } = useWords();
  return (
    <Page title={t("over.title")}>
      <Alert type="info" showIcon title={t("over.lead")} />
      <TabFrame tabs={TABS} of={null} />
    </Page>
  );
}
