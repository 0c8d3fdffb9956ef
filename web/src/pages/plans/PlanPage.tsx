// One version of a building plan: its items and points, what seems to be there
// already, and the way to its approval.
import { Alert, Button, Form, Input, InputNumber, Select, Space, Table } from "antd";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { whyNot } from "../../api/can";
import { sendPlan, usePlan, type Approval, type BuildingPlan, type WorkItem } from "../../api/plans";
import { useSystems } from "../../api/queries";
import { AttachmentField } from "../../forms/AttachmentField";
import { ChoiceField, DayField, oneOf, TextField } from "../../forms/fields";
import { FormDialog } from "../../forms/FormDialog";
import { CategoryField, PlaceField } from "../../forms/pickers";
import { AttachmentList } from "../../ui/AttachmentList";
import { Facts } from "../../ui/Facts";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded, Nothing } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { compassPoint } from "../../util/compass";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords, type Speak } from "../../words";

const TOUCHES = ["plan", "plans"];

export function Component() {
  const { id = "" } = useParams();
  const plan = usePlan(id);
  return <Loaded query={plan}>{(p) => <View plan={p} />}</Loaded>;
}

type Dialog = { kind: "item"; item: WorkItem | null } | { kind: "approve" } | { kind: "answer"; key: string } | { kind: "build"; item: string } | null;

function View({ plan: p }: { plan: BuildingPlan }) {
  const { t } = useWords();
  const go = useNavigate();
  const [dialog, setDialog] = useState<Dialog>(null);
  const run = useChange({ run: (act: (id: string) => Promise<BuildingPlan>) => act(p.id), touches: TOUCHES, done: (made) => (made.id === p.id ? undefined : void go(paths.plan(made.id))) });
  const act = (name: string, word: Parameters<typeof t>[0], call: (id: string) => Promise<BuildingPlan>) => (
    <ReasonButton why={whyNot(p.can, name)} loading={run.isPending} onClick={() => run.mutate(call)}>
      {t(word)}
    </ReasonButton>
  );
  return (
    <Page
      title={p.title}
      lead={<span className="mark idle">{coded(t, "plan.state.", p.state)} · {t("plan.revision", { n: p.revision })}</span>}
      acts={
        <Space wrap>
          <ReasonButton why={whyNot(p.can, "change")} onClick={() => setDialog({ kind: "item", item: null })}>{t("plan.addItem")}</ReasonButton>
          {act("check", "plan.check", sendPlan.check)}
          {act("submit", "plan.submit", sendPlan.submit)}
          {act("withdraw", "plan.withdraw", sendPlan.withdraw)}
          <ReasonButton type="primary" why={whyNot(p.can, "approve")} onClick={() => setDialog({ kind: "approve" })}>{t("plan.approve")}</ReasonButton>
          {act("revise", "plan.revise", sendPlan.revise)}
        </Space>
      }
    >
      <Facts
        rows={[
          [t("plan.level"), coded(t, "plan.level.", p.level)],
          [t("plan.drafter"), p.drafter],
          [t("plan.years"), `${p.fromYear}–${p.toYear}`],
          [t("plan.submittedAt"), p.submittedAt ? dateTime(p.submittedAt) : ""],
          [t("plan.approval"), p.approval ? `${p.approval.organ} ${p.approval.on} ${p.approval.number}` : ""],
        ]}
      />
      <Items plan={p} onEdit={(item) => setDialog({ kind: "item", item })} onBuild={(item) => setDialog({ kind: "build", item })} />
      <Duplicates plan={p} onAnswer={(key) => setDialog({ kind: "answer", key })} />
      <AttachmentList of={{ kind: "plan", id: p.id }} />
      <Dialogs plan={p} dialog={dialog} onClose={() => setDialog(null)} />
    </Page>
  );
}

function Items({ plan: p, onEdit, onBuild }: { plan: BuildingPlan; onEdit: (i: WorkItem) => void; onBuild: (key: string) => void }) {
  const { t } = useWords();
  const items = p.items ?? [];
  if (items.length === 0) return <Nothing text={t("plan.noItems")} />;
  return (
    <Table<WorkItem>
      size="small"
      aria-label={t("plan.items")}
      rowKey={(i) => i.key ?? i.name}
      dataSource={items}
      pagination={false}
      scroll={{ x: "max-content" }}
      columns={[
        { title: t("reg.place"), dataIndex: "name" },
        { title: t("reg.category"), key: "category", render: (_v, i) => coded(t, "w8.", i.category) },
        { title: t("plan.cameras"), dataIndex: "cameras", className: "num" },
        { title: t("plan.points"), key: "points", className: "num", render: (_v, i) => i.points?.length ?? 0 },
        { title: t("plan.builder"), dataIndex: "builder" },
        { title: t("plan.year"), dataIndex: "year", className: "num" },
        { title: t("plan.cost"), key: "cost", className: "num", render: (_v, i) => (i.cost ?? 0).toLocaleString() },
        {
          title: t("plan.progress"),
          key: "progress",
          render: (_v, i) => {
            const b = p.progress.find((x) => x.item === i.key);
            return b ? `${b.name} · ${coded(t, "sys.", b.state)}` : "—";
          },
        },
        {
          title: t("field.actions"),
          key: "acts",
          render: (_v, i) => (
            <>
              <ReasonButton size="small" type="link" why={whyNot(p.can, "change")} onClick={() => onEdit(i)}>{t("act.edit")}</ReasonButton>
              <ReasonButton size="small" type="link" why={whyNot(p.can, "build")} onClick={() => onBuild(i.key ?? "")}>{t("plan.link")}</ReasonButton>
            </>
          ),
        },
      ]}
    />
  );
}

/** A direction as degrees from north, with its point of the compass. */
function wayWords(t: Speak, degrees: number): string {
  return t("plan.degrees", { way: coded(t, "way.", compassPoint(degrees)), degrees });
}

function facingWords(t: Speak, degrees: number): string {
  return degrees < 0 ? t("plan.allRound") : wayWords(t, degrees);
}

function Duplicates({ plan: p, onAnswer }: { plan: BuildingPlan; onAnswer: (key: string) => void }) {
  const { t } = useWords();
  if (!p.check) return <Alert type="info" showIcon title={t("plan.notChecked")} />;
  if (p.check.found.length === 0) return <Alert type="success" showIcon title={t("plan.noDuplicates", { time: dateTime(p.check.at), metres: p.check.near.metres })} />;
  return (
    <section aria-label={t("plan.duplicates")}>
      <h2>{t("plan.duplicates")}</h2>
      <Table
        size="small"
        rowKey={(d) => d.key}
        dataSource={p.check.found}
        pagination={false}
        scroll={{ x: "max-content" }}
        columns={[
          { title: t("plan.point"), dataIndex: "point" },
          { title: t("plan.other"), key: "other", render: (_v, d) => (d.other === "" ? <span className="faint">{t("plan.veiled")}</span> : `${d.other}（${coded(t, "plan.dup.", d.kind)}）`) },
          { title: t("plan.metres"), key: "metres", className: "num", render: (_v, d) => (d.other === "" ? t("plan.within", { metres: d.metres }) : d.metres) },
          { title: t("plan.bearing"), key: "bearing", className: "num", render: (_v, d) => (d.other === "" ? "—" : d.bearing < 0 ? t("plan.sameSpot") : wayWords(t, d.bearing)) },
          { title: t("plan.looks"), key: "looks", className: "num", render: (_v, d) => `${facingWords(t, d.facing)} / ${d.other === "" ? "—" : facingWords(t, d.otherFacing)}` },
          { title: t("plan.answer"), key: "answer", render: (_v, d) => d.answer ?? <span className="mark bad">{t("plan.unanswered")}</span> },
          {
            title: t("field.actions"),
            key: "acts",
            render: (_v, d) => (
              <ReasonButton size="small" type="link" why={whyNot(p.can, "check")} onClick={() => onAnswer(d.key)}>{t("plan.answerIt")}</ReasonButton>
            ),
          },
        ]}
      />
    </section>
  );
}

function Dialogs({ plan: p, dialog, onClose }: { plan: BuildingPlan; dialog: Dialog; onClose: () => void }) {
  const { t } = useWords();
  const systems = useSystems();
  switch (dialog?.kind) {
    case "item":
      return <ItemForm plan={p} item={dialog.item} onClose={onClose} />;
    case "approve":
      return (
        <FormDialog<Omit<Approval, "attachmentId"> & { attachments?: string[] }>
          title={t("plan.approve")}
          initial={{ level: p.level }}
          save={({ attachments, ...a }) => sendPlan.approve(p.id, { ...a, attachmentId: oneOf(attachments) ?? "" })}
          touches={TOUCHES}
          onClose={onClose}
        >
          <TextField name="organ" word="plan.organ" required />
          <ChoiceField name="level" word="plan.level" required values={["city", "county-city", "district"]} prefix="plan.level." />
          <DayField name="on" word="plan.approvedOn" required />
          <TextField name="number" word="plan.number" required max={100} />
          <AttachmentField required />
        </FormDialog>
      );
    case "answer":
      return (
        <FormDialog<{ answer: string }> title={t("plan.answerIt")} initial={{}} save={({ answer }) => sendPlan.answer(p.id, dialog.key, answer)} touches={TOUCHES} onClose={onClose}>
          <TextField name="answer" word="plan.answer" required rows={3} max={1000} />
        </FormDialog>
      );
    case "build":
      return (
        <FormDialog<{ systemId?: string }> title={t("plan.link")} initial={{}} save={({ systemId }) => sendPlan.build(p.id, dialog.item, systemId)} touches={TOUCHES} onClose={onClose}>
          <Form.Item name="systemId" label={t("reg.system")}>
            <Select allowClear showSearch={{ optionFilterProp: "label" }} options={(systems.data ?? []).map((s) => ({ value: s.id, label: s.name }))} />
          </Form.Item>
        </FormDialog>
      );
    default:
      return null;
  }
}

function ItemForm({ plan: p, item, onClose }: { plan: BuildingPlan; item: WorkItem | null; onClose: () => void }) {
  const { t } = useWords();
  const save = (value: WorkItem) => {
    const others = (p.items ?? []).filter((i) => i.key !== item?.key);
    const { title, level, division, fromYear, toYear, drafter, with: together, budget } = p;
    const entered: WorkItem = { ...value, ...(item?.key ? { key: item.key } : {}), points: value.points ?? [] };
    return sendPlan.change(p, { title, level, fromYear, toYear, drafter, ...(division ? { division } : {}), ...(together ? { with: together } : {}), ...(budget ? { budget } : {}), items: [...others, entered] });
  };
  return (
    <FormDialog<WorkItem> title={t("plan.addItem")} initial={item ?? { cameras: 1, year: p.fromYear, points: [] }} save={save} touches={TOUCHES} onClose={onClose}>
      <TextField name="name" word="plan.itemName" required />
      <PlaceField required={false} />
      <CategoryField />
      <TextField name="builder" word="plan.builder" required />
      <div className="inline">
        <Form.Item name="cameras" label={t("plan.cameras")}><InputNumber min={1} /></Form.Item>
        <Form.Item name="year" label={t("plan.year")}><InputNumber min={p.fromYear} max={p.toYear} /></Form.Item>
        <Form.Item name="cost" label={t("plan.cost")}><InputNumber min={0} step={10_000} /></Form.Item>
      </div>
      <Form.List name="points">
        {(fields, { add, remove }) => (
          <fieldset>
            <legend>{t("plan.points")}</legend>
            {fields.map((f) => (
              <div className="inline" key={f.key}>
                <Form.Item name={[f.name, "name"]} label={t("plan.point")}><Input maxLength={100} /></Form.Item>
                <Form.Item name={[f.name, "longitude"]} label={t("plan.lon")}><InputNumber step={0.0001} min={-180} max={180} /></Form.Item>
                <Form.Item name={[f.name, "latitude"]} label={t("plan.lat")}><InputNumber step={0.0001} min={-90} max={90} /></Form.Item>
                <Form.Item name={[f.name, "facing"]} label={t("plan.facing")}><InputNumber min={-1} max={359} /></Form.Item>
                <Button type="link" onClick={() => remove(f.name)}>{t("act.delete")}</Button>
              </div>
            ))}
            <Button onClick={() => add({ name: "", facing: -1 })}>{t("plan.addPoint")}</Button>
          </fieldset>
        )}
      </Form.List>
    </FormDialog>
  );
}
