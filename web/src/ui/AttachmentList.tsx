// What is attached to a subject: pictures to look at, the rest to download.
import { FileOutlined } from "@ant-design/icons";
import { Image, Space, Switch, type TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../api/can";
import { attachmentHref, sendPaper, useAttachments, type Attachment, type Subject } from "../api/papers";
import { bytes } from "../util/bytes";
import { dateTime } from "../util/time";
import { useWords } from "../words";
import { ListTable } from "./ListTable";
import { ReasonButton } from "./ReasonButton";
import { ReasonDialog } from "./ReasonDialog";

interface Props {
  of: Subject;
  /** What the files are; "Attachments" unless given. */
  title?: string;
}

export function AttachmentList({ of, title }: Props) {
  const { t } = useWords();
  const named = title ?? t("att.title");
  const [all, setAll] = useState(false);
  const [retiring, setRetiring] = useState<Attachment | null>(null);
  const found = useAttachments(of, all);
  const columns: TableColumnsType<Attachment> = [
    { title: t("field.name"), key: "name", render: (_v, a) => <Named attachment={a} /> },
    { title: t("att.size"), key: "size", className: "num", render: (_v, a) => bytes(a.size) },
    { title: t("att.by"), key: "by", render: (_v, a) => <>{a.adder} <span className="faint num">{dateTime(a.addedAt)}</span></> },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, a) => (
        <Space>
          <a href={attachmentHref(a.id)} download={a.name}>{t("att.save")}</a>
          <ReasonButton size="small" type="link" why={whyNot(a.can, "retire")} onClick={() => setRetiring(a)}>{t("att.retire")}</ReasonButton>
        </Space>
      ),
    },
  ];
  return (
    <section aria-label={named}>
      <Space align="baseline">
        <h2>{named}</h2>
        <Switch size="small" checked={all} onChange={setAll} aria-label={t("att.all")} />
        <span className="faint">{t("att.all")}</span>
      </Space>
      <ListTable query={found} columns={columns} rowKey={(a) => a.id} label={named} empty={t("att.empty")} />
      {retiring === null ? null : (
        <ReasonDialog title={`${t("att.retire")} ${retiring.name}`} label={t("paper.reason")} run={(reason) => sendPaper.retire(retiring.id, reason)} touches={["attachments"]} onClose={() => setRetiring(null)} />
      )}
    </section>
  );
}

function Named({ attachment: a }: { attachment: Attachment }) {
  const { t } = useWords();
  const state = a.retiredAt ? t("att.retired", { why: a.retireReason ?? "" }) : a.supersededBy ? t("att.superseded") : "";
  return (
    <Space>
      {a.picture ? <Image src={attachmentHref(a.id)} alt={a.name} width={48} height={36} style={{ objectFit: "cover" }} /> : <FileOutlined aria-hidden />}
      <span>
        {a.name}
        {a.confidential ? <span className="mark warn" title={t("att.confidentialHelp")}> {t("att.confidential")}</span> : null}
        {state === "" ? null : <span className="mark idle"> {state}</span>}
      </span>
    </Space>
  );
}
