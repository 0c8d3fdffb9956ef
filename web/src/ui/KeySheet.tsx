import { Modal } from "antd";
import { Fragment, useContext } from "react";
import { useWords } from "../words";
import { KeyContext } from "./keys";

const SYMBOLS: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

function Stroke({ text }: { text: string }) {
  return (
    <>
      {text.split(" ").map((stroke, i) => (
        <Fragment key={stroke}>
          {i > 0 ? " " : null}
          <kbd>{stroke.split("+").map((s) => SYMBOLS[s] ?? s).join(" + ")}</kbd>
        </Fragment>
      ))}
    </>
  );
}

/** What the keyboard does on this page, just now. */
export function KeySheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const board = useContext(KeyContext);
  const rows = new Map<string, string[]>();
  if (open) {
    for (const b of board.all()) rows.set(t(b.word), [...(rows.get(t(b.word)) ?? []), b.key]);
  }
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t("keys.title")} width={560}>
      <dl className="keysheet">
        {[...rows].map(([label, keys]) => (
          <div key={label}>
            <dt>
              {keys.map((k, i) => (
                <Fragment key={k}>
                  {i > 0 ? " / " : null}
                  <Stroke text={k} />
                </Fragment>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
