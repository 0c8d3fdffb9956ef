// Theme, language and messages around everything else.
import { App, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { recall, remember } from "../util/store";
import { useWords } from "../words";
import { pageNonce } from "./nonce";
import { isThemeName, ThemeContext, themes, type ThemeName } from "./theme";

const nonce = pageNonce();

export function Root({ children }: { children: ReactNode }) {
  const { language } = useWords();
  const [name, setName] = useState<ThemeName>(() => recall("theme", isThemeName, "dark"));
  useEffect(() => {
    document.documentElement.dataset.theme = name;
  }, [name]);
  const choice = useMemo(
    () => ({
      name,
      choose: (next: ThemeName) => {
        remember("theme", next);
        setName(next);
      },
    }),
    [name],
  );
  return (
    <ThemeContext value={choice}>
      <ConfigProvider theme={themes[name]} locale={language === "zh" ? zhCN : enUS} csp={{ nonce }} button={{ autoInsertSpace: false }}>
        <App className="app" message={{ maxCount: 3 }}>
          {children}
        </App>
      </ConfigProvider>
    </ThemeContext>
  );
}
