// Files of a form: they come in while the rest is filled in, and the form's
// value is the list of their ids. What is removed again is taken back at the
// server; what is never saved it drops after a day.
import { UploadOutlined } from "@ant-design/icons";
import { App, Button, Form, Upload, type FormInstance, type UploadFile } from "antd";
import type { NamePath } from "antd/es/form/interface";
import { useState } from "react";
import { whyNot } from "../api/can";
import { attachmentHref, sendPaper, upload, type Attachment } from "../api/papers";
import { failure } from "../api/problem";
import { useSession } from "../api/session";
import { useWords, type Word } from "../words";

interface Props {
  name?: NamePath;
  /** Label of the field; "Attachments" unless given. */
  word?: Word;
  required?: boolean;
  confidential?: boolean;
  /** Media types to offer in the file dialog, such as "image/*". */
  accept?: string;
  /** Takes one file only; a second one takes its place. */
  single?: boolean;
}

/** A field of a form for any number of files; its value is a list of attachment ids. */
export function AttachmentField({ name = "attachments", word = "att.title", required = false, confidential = false, accept, single = false }: Props) {
  const { t } = useWords();
  const check = async (_rule: unknown, value: unknown) => {
    if (required && !(Array.isArray(value) && value.length > 0)) throw new Error(t("field.required", { label: t(word) }));
  };
  const [pending, setPending] = useState<"" | "waiting" | "failed">("");
  const settled = async () => {
    if (pending !== "") throw new Error(t(pending === "waiting" ? "att.waiting" : "att.failed"));
  };
  return (
    <Form.Item name={name} label={t(word)} extra={t(single ? "att.helpOne" : "att.help")} required={required} rules={[{ validator: check }, { validator: settled }]}>
      <Files confidential={confidential} accept={accept} single={single} onPending={setPending} />
    </Form.Item>
  );
}

interface FilesProps {
  value?: string[];
  onChange?: (ids: string[]) => void;
  onPending: (state: "" | "waiting" | "failed") => void;
  confidential: boolean;
  accept: string | undefined;
  single: boolean;
  id?: string;
}

type Entry = UploadFile<Attachment>;

function Files({ onChange, onPending, confidential, accept, single, id }: FilesProps) {
  const { t } = useWords();
  const { can } = useSession();
  const { message } = App.useApp();
  const [list, setList] = useState<Entry[]>([]);
  const why = whyNot(can, "papers.add");
  const changed = (next: Entry[]) => {
    const shown = next.map((f) => (f.status === "done" && f.response?.picture ? { ...f, url: attachmentHref(f.response.id), thumbUrl: attachmentHref(f.response.id) } : f));
    setList(shown);
    onPending(shown.some((f) => f.status === "uploading") ? "waiting" : shown.some((f) => f.status === "error") ? "failed" : "");
    onChange?.(shown.flatMap((f) => (f.status === "done" && f.response ? [f.response.id] : [])));
  };
  return (
    <Upload<Attachment>
      id={id}
      multiple={!single}
      maxCount={single ? 1 : undefined}
      listType="picture"
      accept={accept}
      disabled={why !== ""}
      fileList={list}
      onChange={(e) => changed(e.fileList)}
      customRequest={({ file, onProgress, onSuccess, onError }) => {
        if (!(file instanceof File)) return;
        upload({ file, confidential, progress: (part) => onProgress?.({ percent: Math.round(100 * part) }) }).then(
          (a) => onSuccess?.(a),
          (error: unknown) => {
            void message.error(`${file.name}：${failure(error)}`, 8);
            onError?.(error instanceof Error ? error : new Error(failure(error)));
          },
        );
      }}
      onRemove={async (f) => {
        if (f.status !== "done" || !f.response) return true;
        try {
          await sendPaper.drop(f.response.id);
          return true;
        } catch (error) {
          void message.error(failure(error));
          return false;
        }
      }}
    >
      <Button icon={<UploadOutlined />} disabled={why !== ""} title={why}>
        {t("att.add")}
      </Button>
    </Upload>
  );
}

/** The ids a form holds, for saving. */
export function attachmentsOf(form: FormInstance, name: NamePath = "attachments"): string[] {
  const value: unknown = form.getFieldValue(name);
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === "string") : [];
}
