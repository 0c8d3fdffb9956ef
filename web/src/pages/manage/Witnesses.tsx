// Who cosigns the log, how far each has seen it, and the way by file for one that has no line.
import { Alert, Button, Input, Modal, QRCode, Space } from "antd";
import { useState } from "react";
import { requestFor, sendAnswer, type LogState, type WitnessSeen } from "../../api/record";
import { download } from "../../player/snapshot";
import { useChange } from "../../ui/useChange";
import { dateTime, MINUTE, span } from "../../util/time";
import { sentence, useWords } from "../../words";

// What a QR code holds at its lowest redundancy, in bytes.
const MOST_QR = 2_900;

/** The newest cosignature there is, in milliseconds; 0 for none. */
export function witnessedAt(state: LogState): number {
  return Math.max(0, ...(state.witnesses ?? []).filter((w) => !w.ahead && w.at !== undefined).map((w) => Date.parse(w.at ?? "")));
}

/** How old the newest cosignature is, for the line that is always seen. */
export function WitnessAge({ state }: { state: LogState }) {
  const { t } = useWords();
  if ((state.witnesses ?? []).length === 0) return <span className="faint"> · {t("log.witnesses")}: {t("log.witnessNever")}</span>;
  const at = witnessedAt(state);
  if (at === 0) return <span className="mark warn"> · {t("log.witnessNever")}</span>;
  const age = Math.max(0, Date.now() - at);
  return <span className={age > 10 * MINUTE ? "mark warn" : ""}> · {t("log.witnessAge", { age: span(age) })}</span>;
}

export function Witnesses({ state }: { state: LogState }) {
  const { t } = useWords();
  const [asked, setAsked] = useState("");
  const all = state.witnesses ?? [];
  if (all.length === 0) return <Alert type="warning" showIcon title={t("log.noWitness")} />;
  return (
    <>
      {all.map((w) => (
        <div key={w.name}>
          <Line witness={w} />{" "}
          {w.online ? null : (
            <Button size="small" onClick={() => setAsked(w.name)}>
              {t("log.witnessAsk")}
            </Button>
          )}
        </div>
      ))}
      {asked === "" ? null : <ByFile name={asked} onClose={() => setAsked("")} />}
    </>
  );
}

function Line({ witness: w }: { witness: WitnessSeen }) {
  const { t } = useWords();
  const seen = w.at === undefined ? t("log.witnessNever") : t("log.witnessAt", { n: w.size, time: dateTime(w.at) });
  return (
    <>
      <span className="num">{w.name}</span>: {seen}
      {w.ahead ? <Alert type="error" showIcon title={sentence("log.behind-witness", { witness: w.name })} /> : w.failed === undefined ? null : <span className="mark warn"> {sentence(w.failed, { witness: w.name })}</span>}
    </>
  );
}

function ByFile({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const [old, setOld] = useState("");
  const [answer, setAnswer] = useState("");
  const ask = useChange({ run: () => requestFor(name, old), touches: [], said: "", done: (r) => setText(r.request) });
  const take = useChange({ run: () => sendAnswer(name, answer), touches: ["log"], said: t("log.answerSaid"), done: onClose });
  return (
    <Modal
      open
      title={t("log.askTitle", { name })}
      okText={t("log.take")}
      cancelText={t("act.cancel")}
      okButtonProps={{ disabled: answer.trim() === "" }}
      confirmLoading={take.isPending}
      afterOpenChange={(open) => (open ? ask.mutate(undefined) : undefined)}
      onOk={() => take.mutate(undefined)}
      onCancel={onClose}
    >
      <p>{t("log.askWhat")}</p>
      {text === "" ? null : (
        <Space align="start" wrap>
          {text.length <= MOST_QR ? <QRCode value={text} size={240} errorLevel="L" type="svg" bgColor="#fff" color="#000" /> : null}
          <Button onClick={() => download(URL.createObjectURL(new Blob([text], { type: "text/plain" })), "request.txt", true)}>{t("log.askSave")}</Button>
        </Space>
      )}
      <Space.Compact style={{ width: "100%", margin: "8px 0" }}>
        <Input aria-label={t("log.askOld")} placeholder={t("log.askOld")} value={old} onChange={(e) => setOld(e.target.value.replace(/\D/g, "").slice(0, 19))} />
        <Button loading={ask.isPending} onClick={() => ask.mutate(undefined)}>
          {t("log.askAgain")}
        </Button>
      </Space.Compact>
      <Input.TextArea aria-label={t("log.answer")} placeholder={`${t("log.answer")}  — ${name} …`} rows={3} value={answer} onChange={(e) => setAnswer(e.target.value)} />
    </Modal>
  );
}
