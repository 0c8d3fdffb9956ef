// The space on the disks: how far up the ladder the platform stands, what each
// camera does without, what the unit's head decided, what devices still hold.
import { Alert, Popconfirm, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { barred, whyNot } from "../../api/can";
import type { Status, TreeCamera } from "../../api/model";
import { useTree } from "../../api/queries";
import { useSession } from "../../api/session";
import { sendSpace, useInstructions, useOwed, type Instruction, type Owed } from "../../api/space";
import { InstructionForm } from "../../forms/InstructionForm";
import { ListTable } from "../../ui/ListTable";
import { ReasonButton } from "../../ui/ReasonButton";
import { useChange } from "../../ui/useChange";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

export function SpaceSection({ status: s }: { status: Status }) {
  const { can } = useSession();
  const knowsCameras = whyNot(can, "register.read") === "";
  const knowsFindings = whyNot(can, "finding.read") === "";
  return (
    <>
      <Ladder status={s} />
      {knowsCameras ? <Cameras /> : null}
      {knowsFindings ? <Instructions /> : null}
      {knowsCameras ? <OwedList /> : null}
    </>
  );
}

function Ladder({ status: s }: { status: Status }) {
  const { t } = useWords();
  const f = s.shortage;
  return (
    <section className="cardbox">
      <h2>{t("space.ladder")}</h2>
      {f === undefined ? <span className="mark ok">{t("space.enough")}</span> : <span className="mark bad">{coded(t, "space.step.", f.step)}</span>}
      {f !== undefined && !f.ordered ? <Alert type="warning" showIcon title={t("space.unordered")} /> : null}
    </section>
  );
}

function Cameras() {
  const { t } = useWords();
  const tree = useTree();
  const short = (tree.data?.cameras ?? []).filter((c: TreeCamera) => c.live.measure !== undefined);
  if (short.length === 0) return null;
  return (
    <section className="cardbox">
      <h2>{t("space.cameras")}</h2>
      <ul>
        {short.map((c) => (
          <li key={c.id}>
            <Link to={paths.camera(c.id)}>{c.name}</Link> · {coded(t, "space.measure.", c.live.measure ?? "")}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Instructions() {
  const { t } = useWords();
  const { can } = useSession();
  const query = useInstructions(true);
  const [form, setForm] = useState(false);
  const withdraw = useChange({ run: sendSpace.withdraw, touches: ["instructions", "status"] });
  const columns: TableColumnsType<Instruction> = [
    { title: t("space.matter"), key: "matter", render: (_v, i) => coded(t, "space.matter.", i.matter) },
    { title: t("space.head"), dataIndex: "head" },
    { title: t("space.signed"), dataIndex: "signed", className: "num" },
    { title: t("space.reference"), dataIndex: "reference" },
    { title: t("space.expandBy"), key: "expandBy", className: "num", render: (_v, i) => i.expandBy ?? "—" },
    { title: t("field.state"), key: "state", render: (_v, i) => <span className={`mark ${i.inForce ? "ok" : "idle"}`}>{i.inForce ? t("space.inForce") : t("space.ended")}</span> },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, i) =>
        i.endedAt === undefined ? (
          <Popconfirm title={t("space.withdrawSure")} okText={t("space.withdraw")} cancelText={t("act.cancel")} onConfirm={() => withdraw.mutate(i.id)} disabled={whyNot(i.can, "withdraw") !== ""}>
            <ReasonButton size="small" type="link" {...barred(i.can, "withdraw")}>
              {t("space.withdraw")}
            </ReasonButton>
          </Popconfirm>
        ) : null,
    },
  ];
  return (
    <section className="cardbox">
      <h2>{t("space.instructions")}</h2>
      <ReasonButton {...barred(can, "register.manage")} onClick={() => setForm(true)}>
        {t("space.enter")}
      </ReasonButton>
      <ListTable query={query} columns={columns} rowKey={(i) => i.id} label={t("space.instructions")} empty={t("space.noInstruction")} />
      {form ? <InstructionForm onClose={() => setForm(false)} /> : null}
    </section>
  );
}

function OwedList() {
  const { t } = useWords();
  const query = useOwed(true);
  const tree = useTree();
  const columns: TableColumnsType<Owed> = [
    { title: t("aud.cameras"), key: "camera", render: (_v, o) => <Link to={paths.camera(o.cameraId)}>{tree.data?.cameras.find((c) => c.id === o.cameraId)?.name ?? "—"}</Link> },
    { title: t("aud.from"), key: "from", className: "num", render: (_v, o) => dateTime(o.from) },
    { title: t("aud.to"), key: "to", className: "num", render: (_v, o) => (o.to === undefined ? t("space.going") : dateTime(o.to)) },
    { title: t("space.due"), key: "due", className: "num", render: (_v, o) => dateTime(o.due) },
  ];
  return (
    <section className="cardbox">
      <h2>{t("space.owed")}</h2>
      <ListTable query={query} columns={columns} rowKey={(o) => o.cameraId + o.from} label={t("space.owed")} empty={t("space.nothingOwed")} />
    </section>
  );
}
