// Tabs of one object. Which is open stands in the URL, so that a link leads
// to it; a tab is drawn when it is opened for the first time.
import { Tabs } from "antd";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { useWords, type Word } from "../words";

export interface Tab<T> {
  key: string;
  word: Word;
  /** What the tab shows of the object. */
  body: (of: T) => ReactNode;
}

export function TabFrame<T>({ tabs, of }: { tabs: readonly Tab<T>[]; of: T }) {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const asked = query.get("tab");
  const open = tabs.some((tab) => tab.key === asked) ? asked : tabs[0]?.key;
  return (
    <Tabs
      activeKey={open ?? undefined}
      onChange={(key) => setQuery(key === tabs[0]?.key ? {} : { tab: key }, { replace: true })}
      items={tabs.map((tab) => ({ key: tab.key, label: t(tab.word), children: tab.body(of) }))}
    />
  );
}
