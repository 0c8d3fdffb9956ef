// Acts drawn by chance. One is looked at before it is decided on.
import type { TableColumnsType } from "antd";
import { useState } from "react";
import { oversight, useSamples, type Sample, type SampleOpened } from "../../api/oversight";
import { Facts } from "../../ui/Facts";
import { ListTable } from "../../ui/ListTable";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";
import { DecidedSwitch, GivenVerdict } from "./Decided";
import { VerdictForm } from "./VerdictForm";

export function Samples() {
  const { t } = useWords();
  const [decided, setDecided] = useState(false);
  const [shown, setShown] = useState<SampleOpened | null>(null);
  const samples = useSamples(decided);
  const open = useChange({ run: oversight.openSample, touches: ["oversight"], said: "", done: setShown });
  const columns: TableColumnsType<Sample> = [
    { title: t("over.seq"), dataIndex: "seq", className: "num" },
    { title: t("over.week"), dataIndex: "week", className: "num" },
    { title: t("over.drawn"), key: "drawn", className: "num", render: (_v, m) => dateTime(m.drawn) },
    { title: t("over.opened"), key: "opened", className: "num", render: (_v, m) => (m.opened ? dateTime(m.opened) : "—") },
    { title: t("over.verdict"), key: "verdict", render: (_v, m) => <GivenVerdict of={m} /> },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, m) =>
        m.verdict ? null : (
          <ReasonButton size="small" type="link" why="" loading={open.isPending && open.variables === m.seq} onClick={() => open.mutate(m.seq)}>
            {t("over.open")}
          </ReasonButton>
        ),
    },
  ];
  return (
    <>
      <DecidedSwitch value={decided} onChange={setDecided} />
      <ListTable query={samples} columns={columns} rowKey={(m) => String(m.seq)} label={t("over.samples")} empty={t(decided ? "over.noDecided" : "over.noSamples")} />
      {shown === null ? null : (
        <VerdictForm title={`${t("over.seq")} ${shown.seq}`} run={(verdict) => oversight.decideSample({ seq: shown.seq, verdict })} onClose={() => setShown(null)}>
          <Looked act={shown.entry} />
        </VerdictForm>
      )}
    </>
  );
}

function Looked({ act }: { act: SampleOpened["entry"] }) {
  const { t } = useWords();
  return (
    <Facts
      rows={[
        [t("over.at"), <span key="at" className="num">{dateTime(act.at)}</span>],
        [t("over.who"), `${act.name} (${act.login})`],
        [t("over.from"), act.remote],
        [t("over.act"), coded(t, "act.", act.act)],
        [t("over.cameras"), act.cameras.map((c) => c.name || c.id).join("、")],
        [t("over.details"), Object.entries(act.details).map(([k, v]) => <div key={k}>{`${k}: ${v}`}</div>)],
      ]}
    />
  );
}
