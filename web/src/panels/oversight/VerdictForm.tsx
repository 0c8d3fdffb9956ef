// A verdict with its reason. It is given once.
import { Input, Modal, Radio } from "antd";
import { useState, type ReactNode } from "react";
import type { Verdict } from "../../api/oversight";
import { useChange } from "../../ui/useChange";
import { useWords } from "../../words";

const LEAST = 4;

interface Props {
  title: string;
  run: (verdict: Verdict) => Promise<unknown>;
  onClose: () => void;
  /** What it is about. */
  children?: ReactNode;
}

export function VerdictForm({ title, run, onClose, children }: Props) {
  const { t } = useWords();
  const [verdict, setVerdict] = useState<Verdict["verdict"] | undefined>(undefined);
  const [note, setNote] = useState("");
  const change = useChange({ run, touches: ["oversight"], done: onClose });
  const ready = verdict !== undefined && note.trim().length >= LEAST;
  return (
    <Modal
      open
      width={640}
      title={title}
      okText={t("over.decide")}
      cancelText={t("act.cancel")}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={change.isPending}
      onOk={() => {
        if (verdict !== undefined) change.mutate({ verdict, note });
      }}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {children}
      <Radio.Group
        aria-label={t("over.verdict")}
        value={verdict}
        onChange={(e) => setVerdict(e.target.value === "concern" ? "concern" : "justified")}
        options={[
          { value: "justified", label: t("over.v.justified") },
          { value: "concern", label: t("over.v.concern") },
        ]}
      />
      <label>
        {t("over.note")}
        <Input.TextArea rows={4} maxLength={1000} value={note} onChange={(e) => setNote(e.target.value)} />
      </label>
      <p className="faint">{t("over.noteHelp")}</p>
    </Modal>
  );
}
