import { BulbOutlined, BulbFilled, TranslationOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { chooseLanguage, useWords } from "../words";
import { useTheme } from "./theme";

export function LanguageSwitch() {
  const { t, language } = useWords();
  return (
    <Tooltip title={t("lang.switch")}>
      <Button type="text" icon={<TranslationOutlined />} aria-label={t("lang.switch")} onClick={() => chooseLanguage(language === "zh" ? "en" : "zh")}>
        {language === "zh" ? t("lang.en") : t("lang.zh")}
      </Button>
    </Tooltip>
  );
}

export function ThemeSwitch() {
  const { t } = useWords();
  const { name, choose } = useTheme();
  const next = name === "dark" ? "light" : "dark";
  return (
    <Tooltip title={`${t("theme.switch")}: ${t(`theme.${next}`)}`}>
      <Button type="text" icon={name === "dark" ? <BulbOutlined /> : <BulbFilled />} aria-label={t("theme.switch")} onClick={() => choose(next)} />
    </Tooltip>
  );
}
