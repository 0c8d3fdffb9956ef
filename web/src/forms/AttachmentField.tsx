// Files of a form: they come in while the rest is filled in, and the form's
// value is the list of their ids, with those it came with. What was added and
// is removed again is taken back at the server; what is never saved it drops
// after a day.
import { UploadOutlined } from "@ant-design/icons";
import { App, Button, Form, Upload, type FormInstance, type UploadFile } from "antd";
import type { NamePath } from "antd/es/form/interface";
import { useQueries } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { whyNot } from "../api/can";
import { attachmentHref, attachmentQuery, sendPaper, upload, type Attachment } from "../api/papers";
import { failure } from "../api/problem";
import { useSession } from "../api/session";
import { useWords, type Word } from "../words";

interface Props {
  name?: NamePath;
  /** Label of the field; "Attachments" unless given. */
  word?: Word;
  /** A label of another making, in place of the word. */
  label?: ReactNode;
  /** A line under the field, in place of how to upload. */
  extra?: ReactNode;
  required?: boolean;
  confidential?: boolean;
  /** Media types to offer in the file dialog, such as "image/*". */
  accept?: string;
  /** Takes one file only; a second one takes its place. */
  single?: boolean;
}

/** A field of a form for any number of files; its value is a list of attachment ids. What it holds already is shown. */
export function AttachmentField({ name = "attachments", word = "att.title", label, extra, required = false, confidential = false, accept, single = false }: Props) {
  const { t } = useWords();
  const check = async (_rule: unknown, value: unknown) => {
    if (required && !(Array.isArray(value) && value.length > 0)) throw new Error(t("field.required", { label: t(word) }));
  };
  const [pending, setPending] = useState<"" | "waiting" | "failed">("");
  const settled = async () => {
    if (pending !== "") throw new Error(t(pending === "waiting" ? "att.waiting" : "att.failed"));
  };
  return (
    <Form.Item name={name} label={label ?? t(word)} extra={extra ?? t(single ? "att.helpOne" : "att.help")} required={required} rules={[{ validator: check }, { validator: settled }]}>
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

const done = (a: Attachment): Entry => ({ uid: a.id, name: a.name, status: "done", response: a, ...(a.picture ? { url: attachmentHref(a.id), thumbUrl: attachmentHref(a.id) } : {}) });

/** Files whose ids the form came with, as far as one may read of them. */
function useHeld(ids: readonly string[], unread: string): Entry[] {
  const read = useQueries({ queries: ids.map((id) => attachmentQuery(id)) });
  return ids.map((id, i): Entry => {
    const a = read[i]?.data;
    return a === undefined ? { uid: id, name: read[i]?.isError ? unread : "…", status: "done" } : done(a);
  });
}

function Files({ value = [], onChange, onPending, confidential, accept, single, id }: FilesProps) {
  const { t } = useWords();
  const { can } = useSession();
  const { message } = App.useApp();
  const [list, setList] = useState<Entry[]>([]);
  const why = whyNot(can, "papers.add");
  const idOf = (f: Entry): string => f.response?.id ?? f.uid;
  // What the form no longer holds is not shown: it was emptied or filled anew.
  const own = list.filter((f) => f.status !== "done" || value.includes(idOf(f)));
  const held = useHeld(value.filter((v) => !own.some((f) => idOf(f) === v)), t("att.unread"));
  const changed = (next: Entry[]) => {
    const shown = next.map((f) => (f.status === "done" && f.response ? { ...done(f.response), uid: f.uid } : f));
    setList(shown);
    onPending(shown.some((f) => f.status === "uploading") ? "waiting" : shown.some((f) => f.status === "error") ? "failed" : "");
    onChange?.(shown.flatMap((f) => (f.status === "done" ? [idOf(f)] : [])));
  };
  return (
    <Upload<Attachment>
      id={id}
      multiple={!single}
      maxCount={single ? 1 : undefined}
      listType="picture"
      accept={accept}
      disabled={why === "" ? undefined : true}
      fileList={[...held, ...own]}
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
        // What belongs to something stays there until the form is saved.
        if (f.status !== "done" || !f.response || f.response.subject) return true;
        try {
          await sendPaper.drop(f.response.id);
          return true;
        } catch (error) {
          void message.error(failure(error));
          return false;
        }
      }}
    >
      <Button icon={<UploadOutlined />} title={why}>
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
