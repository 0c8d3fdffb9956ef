// What may be done to one record of the works area, from its can.
import { Space } from "antd";
import { useState } from "react";
import { whyNot } from "../api/can";
import { acts, filled, TOUCHED, written, type Entry, type Written } from "../api/works";
import { coded, useWords } from "../words";
import { ReasonButton } from "../ui/ReasonButton";
import { useChange } from "../ui/useChange";
import { FormDialog } from "./FormDialog";
import { SpecFields, type Spec } from "./SpecFields";
import { acceptanceForm, executionForm, filingForm } from "./worksForms";
import { instant } from "./BeginButtons";

const text = (name: string, required = true): Spec => ({ name, word: `wa.${name}` as Spec["word"], kind: "area", required });

/** What each act asks for; one that asks for nothing is done at once. */
const FORMS: Readonly<Record<string, readonly Spec[]>> = {
  conclude: [{ name: "conclusion", word: "wa.conclusion", kind: "select", options: ["passed", "basic", "failed"], prefix: "ws.", required: true }],
  change: acceptanceForm,
  return: [text("correction")],
  receive: [{ name: "number", word: "wa.number", kind: "text", required: true }],
  resubmit: filingForm,
  acknowledge: [text("advice", false)],
  execute: executionForm,
  withdraw: [text("why")],
  decide: [{ name: "approve", word: "wa.approve", kind: "switch" }, text("words", false)],
  executeChange: [text("result")],
  restore: [{ name: "at", word: "wa.at", kind: "datetime" }, text("lost", false)],
  done: [{ name: "how", word: "wa.how", kind: "text" }, { name: "files", word: "att.title", kind: "files" }],
};

/** Acts whose harm cannot be taken back. */
const GRAVE = ["conclude", "execute", "verify"];

function send(act: string, id: string, value: Record<string, unknown>, before: Written): Promise<unknown> {
  // What the form does not show of what was written stays.
  const v = filled({ ...before.entry, ...value }) as never;
  switch (act) {
    case "measure":
      return acts.measure(id);
    case "verify":
      return acts.verify(id);
    case "verifyChange":
      return acts.verifyChange(id);
    case "decide":
      return acts.decide(id, { approve: value["approve"] === true, words: String(value["words"] ?? "") });
    case "restore":
      return acts.restore(id, filled({ at: instant(value["at"]), lost: String(value["lost"] ?? "") }) as never);
    case "done": {
      const files = value["files"];
      return acts.done(id, filled({ how: value["how"], fileId: Array.isArray(files) ? String(files[0] ?? "") : undefined }) as never);
    }
    case "conclude":
      return acts.conclude(id, v);
    case "change":
      return acts.change(id, v, before.etag);
    case "return":
      return acts.return(id, v);
    case "receive":
      return acts.receive(id, v);
    case "resubmit":
      return acts.resubmit(id, v, before.etag);
    case "acknowledge":
      return acts.acknowledge(id, v);
    case "execute":
      return acts.execute(id, v);
    case "withdraw":
      return acts.withdraw(id, v);
    default:
      return acts.executeChange(id, v);
  }
}

/** The server names execute and verify alike for removals and changes. */
function named(entry: Entry, act: string): string {
  return entry.subject === "change" && (act === "execute" || act === "verify") ? `${act}Change` : act;
}

const BLANK: Written = { etag: "", entry: {} };

export function ActButtons({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const [form, setForm] = useState<{ act: string; before: Written } | null>(null);
  const now = useChange({ run: (act: string) => send(act, entry.id, {}, BLANK), touches: TOUCHED });
  const begin = useChange({
    run: async (act: string) => ({ act, before: (await written[act]?.(entry.id)) ?? BLANK }),
    touches: [],
    said: "",
    done: setForm,
  });
  const open = form?.act ?? null;
  return (
    <Space wrap>
      {Object.keys(entry.can).map((name) => {
        const act = named(entry, name);
        return (
          <ReasonButton key={act} size="small" why={whyNot(entry.can, name)} loading={now.isPending || begin.isPending} onClick={() => (FORMS[act] === undefined ? now : begin).mutate(act)}>
            {coded(t, "wact.", act)}
          </ReasonButton>
        );
      })}
      {form === null || open === null ? null : (
        <FormDialog<Record<string, unknown>>
          title={`${coded(t, "wact.", open)} · ${entry.label}`}
          initial={form.before.entry}
          save={(value) => send(open, entry.id, value, form.before)}
          touches={TOUCHED}
          onClose={() => setForm(null)}
          okText={coded(t, "wact.", open)}
        >
          {GRAVE.includes(open) ? <p>{t("wa.grave")}</p> : null}
          <SpecFields fields={FORMS[open] ?? []} system={entry.systemId} />
        </FormDialog>
      )}
    </Space>
  );
}
