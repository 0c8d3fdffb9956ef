// What may be begun on a system: each act with its form; one that may not be
// done stays in sight with the server's reason.
import { Space } from "antd";
import { useState } from "react";
import { whyNot } from "../api/can";
import { begin, filled, TOUCHED, type Life } from "../api/works";
import { parseLocal, wire } from "../util/time";
import { useWords, type Word } from "../words";
import { FormDialog } from "./FormDialog";
import { ConsequenceList } from "../ui/ConfirmAct";
import { ReasonButton } from "../ui/ReasonButton";
import { CONSEQUENCES } from "./consequences";
import { SpecFields, type Filling, type Spec } from "./SpecFields";
import { taken } from "./specValues";
import { acceptanceForm, changeForm, disclosureForm, filingForm, lostForm, outageForm, removalForm } from "./worksForms";

type Act = "acceptance.open" | "filing.submit" | "removal.notify" | "removal.disclose" | "change.request" | "outage.open" | "camera.lost" | "system.give-up";

interface Begin {
  word: Word;
  fields: readonly Spec[];
  danger?: boolean;
}

const BEGIN: Readonly<Record<Act, Begin>> = {
  "acceptance.open": { word: "begin.acceptance", fields: acceptanceForm },
  "filing.submit": { word: "begin.filing", fields: filingForm },
  "change.request": { word: "begin.change", fields: changeForm },
  "outage.open": { word: "begin.outage", fields: outageForm },
  "removal.notify": { word: "begin.removal", fields: removalForm },
  "camera.lost": { word: "begin.lost", fields: lostForm, danger: true },
  "removal.disclose": { word: "begin.disclose", fields: disclosureForm, danger: true },
  "system.give-up": { word: "begin.giveUp", fields: [{ name: "why", word: "works.why", kind: "area", required: true }], danger: true },
};

const ACTS = Object.keys(BEGIN).filter((k): k is Act => Object.hasOwn(BEGIN, k));

/** A local time of the form as the wire wants it. */
export function instant(text: unknown): string | undefined {
  const ms = typeof text === "string" ? parseLocal(text) : Number.NaN;
  return Number.isFinite(ms) ? wire(ms) : undefined;
}

/** A relocation is of the cameras it has new positions for. */
function relocated(v: Filling): Filling {
  const moves: readonly unknown[] = Array.isArray(v["moves"]) ? v["moves"] : [];
  if (v["kind"] !== "relocation") return v;
  return { ...v, cameraIds: moves.map((m) => (m !== null && typeof m === "object" && "cameraId" in m ? m.cameraId : "")) };
}

function send(act: Act, system: string, entered: Filling): Promise<unknown> {
  const value = taken(BEGIN[act].fields, entered);
  const v = filled({ ...value, systemId: system });
  switch (act) {
    case "acceptance.open":
      return begin[act](v as Parameters<(typeof begin)["acceptance.open"]>[0]);
    case "filing.submit":
      return begin[act](v as unknown as Parameters<(typeof begin)["filing.submit"]>[0]);
    case "removal.notify":
      return begin[act](relocated(v) as unknown as Parameters<(typeof begin)["removal.notify"]>[0]);
    case "removal.disclose":
      return begin[act](v as unknown as Parameters<(typeof begin)["removal.disclose"]>[0]);
    case "change.request":
      return begin[act](v as unknown as Parameters<(typeof begin)["change.request"]>[0]);
    case "outage.open":
      return begin[act](filled({ ...v, from: instant(value["from"]), to: instant(value["to"]) }) as unknown as Parameters<(typeof begin)["outage.open"]>[0]);
    case "camera.lost": {
      const { cameraId, ...loss } = filled(value);
      return begin[act](String(cameraId), loss as Parameters<(typeof begin)["camera.lost"]>[1]);
    }
    case "system.give-up":
      return begin[act](system, { why: String(value["why"] ?? "") });
  }
}

/** What follows from an act, above its form. */
export function Told({ act }: { act: string }) {
  const of = CONSEQUENCES[act];
  return of === undefined ? null : <ConsequenceList of={of} />;
}

export function BeginButtons({ life }: { life: Life }) {
  const { t } = useWords();
  const [act, setAct] = useState<Act | null>(null);
  const chosen = act === null ? null : BEGIN[act];
  return (
    <>
      <Space wrap>
        {ACTS.map((a) => (
          <ReasonButton key={a} why={whyNot(life.can, a)} danger={BEGIN[a].danger === true} onClick={() => setAct(a)}>
            {t(BEGIN[a].word)}
          </ReasonButton>
        ))}
      </Space>
      {act === null || chosen === null ? null : (
        <FormDialog<Filling>
          title={`${t(chosen.word)} · ${life.name}`}
          initial={{}}
          save={(value) => send(act, life.systemId, value)}
          touches={TOUCHED}
          onClose={() => setAct(null)}
          okText={t(chosen.word)}
        >
          <Told act={act} />
          <SpecFields fields={chosen.fields} system={life.systemId} />
        </FormDialog>
      )}
    </>
  );
}
