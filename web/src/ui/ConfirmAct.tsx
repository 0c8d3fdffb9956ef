// Before an act that changes how things stand: what follows from it, and the
// clause it rests on. The list alone stands in the forms of acts; the dialog
// asks before an act that needs no form.
import { Alert, Modal } from "antd";
import { useWords, type Word } from "../words";
import { ArticleRef } from "./ArticleRef";
import { useChange } from "./useChange";

/** What follows from an act, in sentences. */
export interface Consequences {
  words: readonly Word[];
  article?: string;
  /** It cannot be taken back. */
  grave?: boolean;
}

export function ConsequenceList({ of }: { of: Consequences }) {
  const { t } = useWords();
  const lines = of.grave ? [...of.words, "cons.grave" as const] : of.words;
  return (
    <Alert
      type={of.grave ? "warning" : "info"}
      showIcon
      role="note"
      title={
        <>
          {t("cons.title")} {of.article === undefined ? null : <ArticleRef article={of.article} />}
        </>
      }
      description={
        <ul className="consequences">
          {lines.map((w) => (
            <li key={w}>{t(w)}</li>
          ))}
        </ul>
      }
    />
  );
}

interface Props {
  title: string;
  consequences: Consequences;
  okText: string;
  run: () => Promise<unknown>;
  touches: readonly string[];
  onClose: () => void;
}

export function ConfirmAct({ title, consequences, okText, run, touches, onClose }: Props) {
  const { t } = useWords();
  const change = useChange({ run, touches, done: onClose });
  return (
    <Modal
      open
      title={title}
      okText={okText}
      okButtonProps={{ danger: consequences.grave === true }}
      cancelText={t("act.cancel")}
      confirmLoading={change.isPending}
      mask={{ closable: false }}
      onOk={() => change.mutate(undefined)}
      onCancel={onClose}
    >
      <ConsequenceList of={consequences} />
    </Modal>
  );
}
