import { Alert, Button, Input, Space } from "antd";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { documentHref, useDocumentCheck, type DocumentCheck } from "../../api/papers";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { Loaded, Nothing } from "../../ui/States";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

/** What the platform holds under the check code of a paper. A QR code leads here. */
export function Component() {
  const { t } = useWords();
  const { code = "" } = useParams();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(code);
  const found = useDocumentCheck(code);
  return (
    <Page title={t("check.title")}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void navigate(paths.check(typed.trim()));
        }}
      >
        <Space align="end" wrap>
          <label>
            {t("check.enter")}
            <Input value={typed} onChange={(e) => setTyped(e.target.value)} maxLength={40} autoComplete="off" spellCheck={false} style={{ width: 320, display: "block" }} />
          </label>
          <Button type="primary" htmlType="submit" disabled={typed.trim() === ""}>
            {t("check.ask")}
          </Button>
        </Space>
      </form>
      {code === "" ? <Nothing text={t("check.idle")} /> : <Loaded query={found}>{(c) => <Held check={c} />}</Loaded>}
    </Page>
  );
}

function Held({ check: c }: { check: DocumentCheck }) {
  const { t } = useWords();
  const says = {
    valid: t("check.valid"),
    superseded: t("check.superseded", { number: c.successor ?? "" }),
    voided: t("check.voided", { time: dateTime(c.voidedAt), why: c.voidReason ?? "" }),
  }[c.state];
  return (
    <>
      <Alert type={c.state === "valid" ? "success" : "error"} showIcon title={says} description={t("check.compare")} />
      {c.practice ? <Alert type="warning" showIcon title={t("check.practice")} /> : null}
      <Facts
        rows={[
          [t("paper.number"), c.number],
          [t("check.name"), c.title],
          [t("paper.date"), c.date],
          [t("paper.issued"), dateTime(c.issuedAt)],
          [t("paper.code"), c.checkCode],
          [t("check.hash"), <code key="hash">{c.sha256}</code>],
        ]}
      />
      {c.documentId === undefined ? null : (
        <a href={documentHref(c.documentId, "print")} target="_blank" rel="noopener">
          {t("paper.print")}
        </a>
      )}
    </>
  );
}
