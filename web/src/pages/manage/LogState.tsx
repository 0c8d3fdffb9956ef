// The state of the log that an outsider can check, above the acts it holds.
import { Alert, Button, Collapse } from "antd";
import { proofOf, useLog, type LogState } from "../../api/record";
import { download } from "../../player/snapshot";
import { Facts } from "../../ui/Facts";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";
import { WitnessAge, Witnesses } from "./Witnesses";

export function LogStrip() {
  const log = useLog();
  return <Loaded query={log}>{(state) => <Strip state={state} />}</Loaded>;
}

function Strip({ state }: { state: LogState }) {
  const { t } = useWords();
  return (
    <>
      {state.down ? <Alert type="error" showIcon title={t("log.down")} style={{ marginBottom: 8 }} /> : null}
      <Mismatches watch={state.watch} />
      <Collapse
        size="small"
        style={{ marginBottom: 12 }}
        items={[
          {
            key: "log",
            label: (
              <span className={`mark ${state.down ? "bad" : "ok"}`}>
                {t("log.title")} <span className="num">{t("log.holds", { n: state.size })}</span>
                <WitnessAge state={state} />
                {state.waiting > 0 ? ` · ${t("log.waiting", { n: state.waiting })}` : ""}
              </span>
            ),
            extra: <span className="faint">{t("log.more")}</span>,
            children: (
              <Facts
                rows={[
                  [t("log.origin"), <span className="num" key="o">{state.origin}</span>],
                  [t("log.root"), <code key="r">{state.root}</code>],
                  [t("log.sm3"), <code key="s">{state.sm3Root}</code>],
                  [t("log.witnesses"), <Witnesses key="w" state={state} />],
                  [t("log.watched"), <Watched key="a" watch={state.watch} />],
                  [t("log.keys"), <KeyLines key="k" keys={state.keys ?? []} />],
                  [t("log.note"), <pre key="n" className="num" style={{ margin: 0, whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{state.checkpoint}</pre>],
                ]}
              />
            ),
          },
        ]}
      />
    </>
  );
}

type Watch = LogState["watch"];

/** What does not fit, on top of everything else. */
function Mismatches({ watch }: { watch: Watch }) {
  const { t } = useWords();
  const found = watch.mismatches ?? [];
  if (found.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      style={{ marginBottom: 8 }}
      title={t("log.mismatch", { n: found.length })}
      description={
        <ol style={{ margin: 0, paddingInlineStart: 20 }}>
          {found.slice(0, 5).map((m) => (
            <li key={m.at + m.detail} style={{ overflowWrap: "anywhere" }}>
              <code>{m.code}</code> {m.at}
              <div className="faint">{m.detail}</div>
            </li>
          ))}
        </ol>
      }
    />
  );
}

/** How far the watch over log and footage is. */
function Watched({ watch }: { watch: Watch }) {
  const { t } = useWords();
  return (
    <>
      <div>{watch.logChecked ? t("log.watchLog", { at: dateTime(watch.logChecked), leaves: watch.leaves, minutes: watch.cameraMinutes }) : t("log.watchNever")}</div>
      <div>{t("log.watchSlots", { read: watch.read, all: watch.slots })}</div>
      {watch.heldSlots > 0 ? <div>{t("log.watchHeld", { read: watch.heldRead, all: watch.heldSlots })}</div> : null}
    </>
  );
}

function KeyLines({ keys }: { keys: readonly string[] }) {
  return (
    <>
      {keys.map((k) => (
        <div key={k}>
          <code style={{ overflowWrap: "anywhere" }}>{k}</code>
        </div>
      ))}
    </>
  );
}

/** Saves the proof of an act as a file. */
export function ProofButton({ id, seq }: { id: string; seq: number }) {
  const { t } = useWords();
  const save = useChange({
    run: () => proofOf(id),
    touches: [],
    said: "",
    done: (proof) => download(URL.createObjectURL(new Blob([JSON.stringify(proof, null, 2)], { type: "application/json" })), `proof-${seq}.json`, true),
  });
  return (
    <Button size="small" title={t("log.proofWhat")} loading={save.isPending} onClick={() => save.mutate(undefined)}>
      {t("log.proof")}
    </Button>
  );
}
