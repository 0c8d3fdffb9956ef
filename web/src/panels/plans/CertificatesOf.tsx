// The certificates of the units that design, build and maintain a system, or
// of one unit (W168/12).
import type { TableColumnsType } from "antd";
import { useCertificates, type Certificate } from "../../api/plans";
import { AttachmentList } from "../../ui/AttachmentList";
import { ListTable } from "../../ui/ListTable";
import { coded, useWords } from "../../words";

const TONE: Readonly<Record<string, string>> = { valid: "ok", expiring: "warn", expired: "bad", "not-yet": "idle", withdrawn: "bad" };

/** Those given to a unit, by its name as the certificate has it. */
export function CertificatesOf({ holder }: { holder: string }) {
  return <Certificates query={useCertificates({ q: holder })} />;
}

/** Those that the projects of a system name, of contractors and products. */
export function SystemCertificates({ system }: { system: string }) {
  return <Certificates query={useCertificates({ system })} />;
}

function Certificates({ query: certificates }: { query: ReturnType<typeof useCertificates> }) {
  const { t } = useWords();
  const columns: TableColumnsType<Certificate> = [
    { title: t("cert.holder"), key: "holder", render: (_v, c) => <>{c.holder}{c.model ? <div className="faint">{c.model}</div> : null}</> },
    { title: t("field.kind"), key: "kind", render: (_v, c) => coded(t, "cert.kind.", c.kind) },
    { title: t("cert.number"), dataIndex: "number" },
    { title: t("cert.issuer"), dataIndex: "issuer" },
    { title: t("cert.expires"), key: "expires", className: "num", render: (_v, c) => c.expires || t("cert.endless") },
    { title: t("field.state"), key: "state", render: (_v, c) => <span className={`mark ${TONE[c.validity] ?? "idle"}`}>{coded(t, "cert.", c.validity)}</span> },
  ];
  return <ListTable query={certificates} columns={columns} rowKey={(c) => c.id} label={t("nav.certificates")} empty={t("cert.none")} detail={(c) => <AttachmentList of={{ kind: "certificate", id: c.id }} />} />;
}
