// A dialog that asks why before something is taken out of use.
import { Input, Modal } from "antd";
import { useState } from "react";
import { useWords } from "../words";
import { useChange } from "./useChange";

interface Props {
  title: string;
  label: string;
  run: (reason: string) => Promise<unknown>;
  touches: readonly string[];
  onClose: () => void;
}

export function ReasonDialog({ title, label, run, touches, onClose }: Props) {
  const { t } = useWords();
  const [reason, setReason] = useState("");
  const change = useChange({ run, touches, done: onClose });
  return (
    <Modal open title={title} okText={t("act.save")} cancelText={t("act.cancel")} okButtonProps={{ disabled: reason.trim() === "" }} confirmLoading={change.isPending} onOk={() => change.mutate(reason)} onCancel={onClose} mask={{ closable: false }}>
      <label>
        {label}
        <Input.TextArea rows={3} maxLength={600} value={reason} onChange={(e) => setReason(e.target.value)} />
      </label>
    </Modal>
  );
}
