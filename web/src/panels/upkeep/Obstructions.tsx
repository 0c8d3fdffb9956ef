// What stands in the way of cameras, and who is to clear it (W168/18): a list
// with what may be done, for its page and the tabs of systems and places.
import type { TableColumnsType } from "antd";
import { useState } from "react";
import { whyNot } from "../../api/can";
import { useTree } from "../../api/queries";
import type { RecordFilter } from "../../api/records";
import { sendUpkeep, useObstructions, type Obstruction } from "../../api/upkeep";
import { AttachmentField } from "../../forms/AttachmentField";
import { ChoiceField, DayField, oneOf, TextField } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { CameraField } from "../../forms/pickers";
import { AttachmentList } from "../../ui/AttachmentList";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { ListTable } from "../../ui/ListTable";
import { ReasonButton } from "../../ui/ReasonButton";
import { day } from "../../util/time";
import { coded, useWords } from "../../words";

const KINDS = ["greening", "cables", "outdoor-advertising", "other"] as const;
const TONE: Readonly<Record<string, string>> = { found: "bad", told: "warn", cleared: "ok" };
const TOUCHES = ["obstructions", "documents", "attachments"];

type Dialog = { kind: "tell" | "clear"; of: Obstruction } | null;

export function ObstructionTable({ filter }: { filter: RecordFilter }) {
  const { t } = useWords();
  const tree = useTree();
  const found = useObstructions(filter);
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = () => setDialog(null);
  const columns: TableColumnsType<Obstruction> = [
    { title: t("obs.camera"), key: "camera", render: (_v, o) => tree.data?.cameras.find((c) => c.id === o.cameraId)?.name ?? "—" },
    { title: t("field.kind"), key: "kind", render: (_v, o) => coded(t, "obs.kind.", o.kind) },
    { title: t("obs.what"), dataIndex: "what" },
    { title: t("obs.party"), key: "party", render: (_v, o) => o.party || "—" },
    { title: t("obs.found"), key: "found", className: "num", render: (_v, o) => o.foundOn },
    { title: t("obs.deadline"), key: "deadline", className: "num", render: (_v, o) => (o.deadline ? <span className={o.overdue ? "mark bad" : ""}>{o.deadline}</span> : "—") },
    { title: t("field.state"), key: "state", render: (_v, o) => <><span className={`mark ${TONE[o.state] ?? "idle"}`}>{coded(t, "obs.state.", o.state)}</span>{o.overdue ? <div className="faint">{t("obs.overdue")}</div> : null}</> },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, o) => (
        <>
          <ReasonButton size="small" type="link" why={whyNot(o.can, "tell")} onClick={() => setDialog({ kind: "tell", of: o })}>{t("obs.tell")}</ReasonButton>
          <ReasonButton size="small" type="link" why={whyNot(o.can, "clear")} onClick={() => setDialog({ kind: "clear", of: o })}>{t("obs.clear")}</ReasonButton>
        </>
      ),
    },
  ];
  return (
    <>
      <ListTable
        query={found}
        columns={columns}
        rowKey={(o) => o.id}
        label={t("nav.obstructions")}
        empty={t("obs.none")}
        detail={(o) => (
          <>
            <DocumentLinks of={{ kind: "obstruction", id: o.id }} />
            <AttachmentList of={{ kind: "obstruction", id: o.id }} />
          </>
        )}
      />
      {dialog?.kind === "tell" ? (
        <FormDialog<{ party: string; deadline: string }> title={t("obs.tell")} initial={{ party: dialog.of.party }} save={(v) => sendUpkeep.tell(dialog.of.id, v)} touches={TOUCHES} onClose={close}>
          <TextField name="party" word="obs.party" required />
          <DayField name="deadline" word="obs.deadline" required />
        </FormDialog>
      ) : null}
      {dialog?.kind === "clear" ? (
        <FormDialog<{ on: string; outcome?: string; attachments?: string[] }> title={t("obs.clear")} initial={{ on: day(Date.now()) }} save={({ attachments, ...v }) => sendUpkeep.clear(dialog.of.id, { ...v, afterId: oneOf(attachments) ?? "" })} touches={TOUCHES} onClose={close}>
          <DayField name="on" word="obs.clearedOn" required />
          <AttachmentField word="obs.after" accept="image/*" required />
          <TextField name="outcome" word="field.note" rows={2} max={300} />
        </FormDialog>
      ) : null}
    </>
  );
}

export function ObstructionForm({ system, onClose }: { system?: string; onClose: () => void }) {
  const { t } = useWords();
  return (
    <FormDialog<{ cameraId: string; kind: (typeof KINDS)[number]; party?: string; what: string; reference?: string[]; now?: string[] }>
      title={t("obs.new")}
      initial={{ kind: "greening" }}
      save={({ reference, now, ...rest }) => sendUpkeep.makeObstruction({ ...rest, referenceId: oneOf(reference) ?? "", nowId: oneOf(now) ?? "" })}
      touches={TOUCHES}
      onClose={onClose}
    >
      <CameraField name="cameraId" system={system} />
      <ChoiceField name="kind" word="field.kind" required values={KINDS} prefix="obs.kind." />
      <TextField name="party" word="obs.party" />
      <TextField name="what" word="obs.what" required rows={2} max={300} />
      <AttachmentField name="reference" word="obs.reference" accept="image/*" required />
      <AttachmentField name="now" word="obs.now" accept="image/*" required />
    </FormDialog>
  );
}
