// What may be done with a hold: looked at again, and lifted by two.
import { Alert, Modal } from "antd";
import { sendHold, type Hold } from "../../api/evidence";
import { AttachmentField } from "../../forms/AttachmentField";
import { DayField, oneOf, TextField } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { Facts } from "../../ui/Facts";
import { useChange } from "../../ui/useChange";
import { DAY, day } from "../../util/time";
import { useWords } from "../../words";

export type HoldAct = "review" | "lift" | "confirm" | "withdraw";

const TOUCHES = ["holds", "attachments"] as const;

export function HoldActs({ act, h, onClose }: { act: HoldAct; h: Hold; onClose: () => void }) {
  switch (act) {
    case "review":
      return <Review h={h} onClose={onClose} />;
    case "lift":
      return <Lift h={h} onClose={onClose} />;
    case "confirm":
    case "withdraw":
      return <Settle act={act} h={h} onClose={onClose} />;
  }
}

function Review({ h, onClose }: { h: Hold; onClose: () => void }) {
  const { t } = useWords();
  return (
    <FormDialog<{ reviewOn: string; reason: string }>
      title={t("hold.reviewAct")}
      initial={{ reviewOn: day(Date.now() + 90 * DAY), reason: "" }}
      save={(v) => sendHold.review(h, v.reviewOn, v.reason)}
      touches={TOUCHES}
      onClose={onClose}
    >
      <DayField name="reviewOn" word="hold.review" required />
      <TextField name="reason" word="hold.reviewWhy" rows={2} max={500} required />
    </FormDialog>
  );
}

interface Proposal {
  number?: string;
  organ?: string;
  day: string;
  scan?: unknown;
  reason: string;
}

function Lift({ h, onClose }: { h: Hold; onClose: () => void }) {
  const { t } = useWords();
  const save = (v: Proposal) => {
    const scanId = oneOf(v.scan);
    return sendHold.propose(h, {
      number: v.number ?? "", organ: v.organ ?? "", day: v.day, reason: v.reason, ...(scanId === undefined ? {} : { scanId }),
    });
  };
  return (
    <FormDialog<Proposal> title={t("hold.lift")} initial={{ organ: h.organ ?? "", day: day(Date.now()), reason: "" }} okText={t("hold.lift")} save={save} touches={TOUCHES} onClose={onClose}>
      <Alert type="warning" showIcon role="note" title={t("hold.liftHelp")} description={h.organ ? t("hold.liftOutside") : undefined} />
      <TextField name="number" word="hold.decisionNumber" max={100} required />
      <TextField name="organ" word="hold.decisionOrgan" max={100} required />
      <DayField name="day" word="hold.decisionDay" />
      <AttachmentField name="scan" word="hold.scan" single required />
      <TextField name="reason" word="hold.liftWhy" rows={2} max={500} required />
    </FormDialog>
  );
}

/** The second person sees what the first one proposed, and lifts it or does not. */
function Settle({ act, h, onClose }: { act: "confirm" | "withdraw"; h: Hold; onClose: () => void }) {
  const { t } = useWords();
  const title = t(act === "confirm" ? "hold.confirm" : "hold.withdraw");
  const change = useChange({ run: () => (act === "confirm" ? sendHold.confirm(h) : sendHold.withdraw(h)), touches: TOUCHES, done: onClose });
  const l = h.lifting;
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText={t("act.cancel")}
      okButtonProps={{ danger: act === "confirm" }}
      confirmLoading={change.isPending}
      onOk={() => change.mutate(undefined)}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {act === "confirm" ? <Alert type="warning" showIcon role="note" title={t("hold.confirmHelp")} /> : null}
      {l ? (
        <Facts
          rows={[
            [t("hold.matter"), h.matter],
            [t("hold.decision"), `${l.decision.organ} ${l.decision.number}`],
            [t("hold.liftWhy"), l.reason],
            [t("hold.by"), l.proposed.name],
            [t("hold.digest"), <code key="digest">{l.digest}</code>],
          ]}
        />
      ) : null}
    </Modal>
  );
}
