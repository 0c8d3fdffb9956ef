// What may be done to one record of the works area, from its can.
import { Space } from "antd";
import { useState } from "react";
import { whyNot } from "../api/can";
import { acts, filled, TOUCHED, written, type Entry, type Written } from "../api/works";
import { coded, useWords } from "../words";
import { ConfirmAct } from "../ui/ConfirmAct";
import { ReasonButton } from "../ui/ReasonButton";
import { useChange } from "../ui/useChange";
import { instant, Told } from "./BeginButtons";
import { CONSEQUENCES } from "./consequences";
import { FormDialog } from "./FormDialog";
import { SpecFields, type Filling, type Spec } from "./SpecFields";
import { joined, taken } from "./specValues";
import { acceptanceForm, executionForm, filingForm } from "./worksForms";

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

/** What is sent for an act: what was entered, over what was written before. */
function sent(act: string, entered: Filling, before: Written): Record<string, unknown> {
  const value = taken(FORMS[act] ?? [], entered);
  if (before.etag === "") return filled({ ...value });
  // What the form does not show of what was written stays, its files too.
  return filled({ ...before.entry, ...value, files: joined(before.entry["files"], value["files"]) });
}

function send(act: string, id: string, entered: Filling, before: Written): Promise<unknown> {
  const value = sent(act, entered, before);
  const v = value as never;
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
    case "done":
      return acts.done(id, filled({ how: value["how"], fileId: joined(value["files"], [])[0] }) as never);
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

/** What stands in the form of an act from the start. */
function initial(act: string, entry: Entry, before: Written): Filling {
  return act === "execute" ? { devices: entry.cameras.map((cameraId) => ({ cameraId })) } : before.entry;
}

/** The server names execute and verify alike for removals and changes. */
function named(entry: Entry, act: string): string {
  return entry.subject === "change" && (act === "execute" || act === "verify") ? `${act}Change` : act;
}

const BLANK: Written = { etag: "", entry: {} };

export function ActButtons({ entry }: { entry: Entry }) {
  const { t } = useWords();
  const [form, setForm] = useState<{ act: string; before: Written } | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
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
          <ReasonButton key={act} size="small" why={whyNot(entry.can, name)} loading={begin.isPending} onClick={() => (FORMS[act] === undefined ? setAsked(act) : begin.mutate(act))}>
            {coded(t, "wact.", act)}
          </ReasonButton>
        );
      })}
      {asked === null ? null : (
        <ConfirmAct
          title={`${coded(t, "wact.", asked)} · ${entry.label}`}
          consequences={CONSEQUENCES[asked] ?? { words: [] }}
          okText={coded(t, "wact.", asked)}
          run={() => send(asked, entry.id, {}, BLANK)}
          touches={TOUCHED}
          onClose={() => setAsked(null)}
        />
      )}
      {form === null || open === null ? null : (
        <FormDialog<Filling>
          title={`${coded(t, "wact.", open)} · ${entry.label}`}
          initial={initial(open, entry, form.before)}
          save={(value) => send(open, entry.id, value, form.before)}
          touches={TOUCHED}
          onClose={() => setForm(null)}
          okText={coded(t, "wact.", open)}
        >
          <Told act={open} />
          <SpecFields fields={FORMS[open] ?? []} system={entry.systemId} />
        </FormDialog>
      )}
    </Space>
  );
}
