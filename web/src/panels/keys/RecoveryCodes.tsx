// Recovery codes, shown this once.
import { Button, Typography } from "antd";
import { useWords } from "../../words";

export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { t } = useWords();
  return (
    <>
      <h3>{t("factor.recovery")}</h3>
      <p>{t("factor.recoveryHelp")}</p>
      <Typography.Paragraph className="once" copyable={{ text: codes.join("\n") }}>
        {codes.map((c) => (
          <span key={c} style={{ display: "block" }}>
            {c}
          </span>
        ))}
      </Typography.Paragraph>
      <Button type="primary" block onClick={onKept}>
        {t("factor.kept")}
      </Button>
    </>
  );
}
