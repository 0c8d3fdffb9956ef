// Documents issued about a subject: the print view, PDF, check code, and
// whether each is still in force.
import { FilePdfOutlined, PrinterOutlined } from "@ant-design/icons";
import { Space, Typography, type TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../api/can";
import { documentHref, sendPaper, useDocuments, type IssuedDocument, type Subject } from "../api/papers";
import { dateTime } from "../util/time";
import { coded, useWords, type Word } from "../words";
import { ListTable } from "./ListTable";
import { ReasonButton } from "./ReasonButton";
import { ReasonDialog } from "./ReasonDialog";

const TONE: Readonly<Record<IssuedDocument["state"], string>> = { valid: "ok", superseded: "idle", voided: "bad" };

/** The documents of a subject, as a part of its page. */
export function DocumentLinks({ of, word = "paper.title" }: { of: Subject; word?: Word }) {
  const { t } = useWords();
  return (
    <section aria-label={t(word)}>
      <h2>{t(word)}</h2>
      <DocumentTable query={useDocuments(of)} />
    </section>
  );
}

/** A list of documents with what may be done to each. */
export function DocumentTable({ query }: { query: ReturnType<typeof useDocuments> }) {
  const { t, language } = useWords();
  const [voiding, setVoiding] = useState<IssuedDocument | null>(null);
  const columns: TableColumnsType<IssuedDocument> = [
    { title: t("paper.number"), dataIndex: "number" },
    {
      title: t("paper.kind"),
      key: "kind",
      render: (_v, d) => (
        <>
          {language === "zh" ? d.kindName : d.kindNameEn}
          {d.title === d.kindName ? null : <div className="faint">{d.title}</div>}
        </>
      ),
    },
    { title: t("field.state"), key: "state", render: (_v, d) => <DocumentState document={d} /> },
    { title: t("paper.code"), key: "code", render: (_v, d) => <Typography.Text copyable className="num">{d.checkCode}</Typography.Text> },
    { title: t("paper.issued"), key: "issued", render: (_v, d) => <span className="num" title={dateTime(d.issuedAt)}>{d.date} <span className="faint">{d.issuer}</span></span> },
    { title: t("field.actions"), key: "acts", render: (_v, d) => <Acts document={d} onVoid={() => setVoiding(d)} /> },
  ];
  return (
    <>
      <ListTable query={query} columns={columns} rowKey={(d) => d.id} label={t("paper.title")} empty={t("paper.empty")} />
      {voiding === null ? null : (
        <ReasonDialog title={t("paper.voidTitle", { number: voiding.number })} label={t("paper.reason")} run={(reason) => sendPaper.void(voiding.id, reason)} touches={["documents", "document-check"]} onClose={() => setVoiding(null)} />
      )}
    </>
  );
}

function DocumentState({ document: d }: { document: IssuedDocument }) {
  const { t } = useWords();
  return (
    <>
      <span className={`mark ${TONE[d.state]}`}>{coded(t, "paper.state.", d.state)}</span>
      {d.voidReason ? <div className="faint">{d.voidReason}</div> : null}
    </>
  );
}

function Acts({ document: d, onVoid }: { document: IssuedDocument; onVoid: () => void }) {
  const { t } = useWords();
  const noPDF = whyNot(d.can, "pdf");
  return (
    <Space>
      <ReasonButton size="small" type="link" icon={<PrinterOutlined />} why="" href={documentHref(d.id, "print")} target="_blank" rel="noopener">
        {t("paper.print")}
      </ReasonButton>
      <ReasonButton size="small" type="link" icon={<FilePdfOutlined />} why={noPDF} href={noPDF === "" ? documentHref(d.id, "pdf") : undefined} download={`${d.number}.pdf`}>
        {t("paper.pdf")}
      </ReasonButton>
      <ReasonButton size="small" type="link" why="" href={documentHref(d.id, "original")} download={`${d.number}.json`}>
        {t("paper.original")}
      </ReasonButton>
      <ReasonButton size="small" type="link" danger why={whyNot(d.can, "void")} onClick={onVoid}>
        {t("paper.void")}
      </ReasonButton>
    </Space>
  );
}
