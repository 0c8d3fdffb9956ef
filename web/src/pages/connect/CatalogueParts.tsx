// The parts of the catalogue page: a rule in words, the draft's form, the check
// before publishing.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Card, Form, Input, Modal, Segmented, Select, Switch, Table } from "antd";
import { useState } from "react";
import { sendConnect, useCatalogueChanges, useCataloguePreview, type CatalogueChange, type CatalogueDraft, type CatalogueRule, type CatalogueVersion } from "../../api/connect";
import { useSystems } from "../../api/queries";
import { useKinds } from "../../api/units";
import { useFactChoices } from "../../forms/facts";
import { FormDialog } from "../../forms/FormDialog";
import { useDivisionWords, useTradeWords } from "../../forms/units";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { coded, useWords, type Speak } from "../../words";

type Named = (code: string) => string;

/** A rule as one line: its name, what it asks, its day. */
export function RuleLine({ rule }: { rule: CatalogueRule }) {
  const { t } = useWords();
  const trade = useTradeWords();
  const division = useDivisionWords();
  return (
    <>
      <strong>{rule.title}</strong> <span className="faint">{asks(t, rule, trade, division).join(" · ")}</span> <span className="num">{`${t("cat.ruleDue")} ${rule.due}`}</span>
    </>
  );
}

function asks(t: Speak, rule: CatalogueRule, trade: Named, division: Named): string[] {
  return [
    rule.categories.map((c) => coded(t, "w8.", c)).join("、"),
    rule.classes.map((c) => coded(t, "r799.", c)).join("、"),
    rule.keyTarget ? t("reg.keyTarget") : "",
    rule.keySecurityUnit ? t("reg.keySecurity") : "",
    rule.trades.map((x) => trade(x)).join("、"),
    rule.divisions.map((d) => division(d)).join("、"),
  ].filter((s) => s !== "");
}

interface Filled extends Omit<CatalogueDraft, "exceptions"> {
  exceptions: { systemId: string; add: boolean; reason: string; due?: string }[];
}

/** What antd leaves undefined, as the API wants it. */
function tidy(v: Filled): CatalogueDraft {
  return {
    title: v.title,
    note: v.note ?? "",
    rules: (v.rules ?? []).map((r) => ({
      ...r,
      categories: r.categories ?? [],
      classes: r.classes ?? [],
      trades: r.trades ?? [],
      divisions: r.divisions ?? [],
      keyTarget: r.keyTarget ?? false,
      keySecurityUnit: r.keySecurityUnit ?? false,
    })),
    exceptions: (v.exceptions ?? []).map((e) => ({ ...e, add: e.add ?? false })),
  };
}

export function DraftForm({ version, onClose }: { version: CatalogueVersion | null; onClose: () => void }) {
  const { t } = useWords();
  const save = (v: Filled) => (version === null ? sendConnect.draft(tidy(v)) : sendConnect.change(version, tidy(v)));
  return (
    <FormDialog<Filled> title={version === null ? t("cat.newDraft") : t("cat.editDraft")} initial={version ?? { rules: [], exceptions: [] }} save={save} touches={["catalogue"]} onClose={onClose}>
      <Form.Item name="title" label={t("cat.name")} rules={[{ required: true, message: t("field.required", { label: t("cat.name") }) }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="note" label={t("cat.note")}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <h3>{t("cat.rules")}</h3>
      <p className="faint">{t("cat.ruleHelp")}</p>
      <Form.List name="rules">
        {(fields, { add, remove }) => (
          <>
            {fields.map((f) => (
              <RuleFields key={f.key} name={f.name} remove={() => remove(f.name)} />
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({ code: `R${fields.length + 1}` })}>
              {t("cat.addRule")}
            </Button>
          </>
        )}
      </Form.List>
      <h3>{t("cat.exceptions")}</h3>
      <Form.List name="exceptions">
        {(fields, { add, remove }) => (
          <>
            {fields.map((f) => (
              <ExceptionFields key={f.key} name={f.name} remove={() => remove(f.name)} />
            ))}
            <Button icon={<PlusOutlined />} onClick={() => add({ add: false })}>
              {t("cat.addException")}
            </Button>
          </>
        )}
      </Form.List>
    </FormDialog>
  );
}

function RuleFields({ name, remove }: { name: number; remove: () => void }) {
  const { t } = useWords();
  const facts = useFactChoices();
  const kinds = useKinds();
  const trade = useTradeWords();
  const division = useDivisionWords();
  const needed = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <Card size="small" style={{ marginBottom: 8 }} extra={<Button size="small" aria-label={t("cat.remove")} icon={<DeleteOutlined />} onClick={remove} />} title={t("cat.rule")}>
      <div className="inline">
        <Form.Item name={[name, "code"]} label={t("cat.ruleCode")} rules={needed(t("cat.ruleCode"))}>
          <Input maxLength={40} style={{ width: 90 }} />
        </Form.Item>
        <Form.Item name={[name, "title"]} label={t("cat.ruleTitle")} rules={needed(t("cat.ruleTitle"))}>
          <Input maxLength={200} style={{ width: 220 }} />
        </Form.Item>
        <Form.Item name={[name, "due"]} label={t("cat.ruleDue")} rules={needed(t("cat.ruleDue"))}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name={[name, "categories"]} label={t("reg.category")}>
        <Select mode="multiple" allowClear loading={facts.loading} options={facts.categories} />
      </Form.Item>
      <Form.Item name={[name, "classes"]} label={t("reg.publicClass")}>
        <Select mode="multiple" allowClear loading={facts.loading} options={facts.classes} />
      </Form.Item>
      <Form.Item name={[name, "trades"]} label={t("cat.trades")}>
        <Select mode="multiple" allowClear options={(kinds.data?.trades ?? []).map((k) => ({ value: k.code, label: trade(k.code) }))} />
      </Form.Item>
      <Form.Item name={[name, "divisions"]} label={t("cat.divisions")}>
        <Select mode="multiple" allowClear options={(kinds.data?.divisions ?? []).map((d) => ({ value: d.code, label: division(d.code) }))} />
      </Form.Item>
      <div className="inline">
        <Form.Item name={[name, "keyTarget"]} label={t("reg.keyTarget")} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name={[name, "keySecurityUnit"]} label={t("reg.keySecurity")} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
    </Card>
  );
}

function ExceptionFields({ name, remove }: { name: number; remove: () => void }) {
  const { t } = useWords();
  const systems = useSystems();
  const needed = (label: string) => [{ required: true, message: t("field.required", { label }) }];
  return (
    <Card size="small" style={{ marginBottom: 8 }} extra={<Button size="small" aria-label={t("cat.remove")} icon={<DeleteOutlined />} onClick={remove} />}>
      <Form.Item name={[name, "systemId"]} label={t("reg.system")} rules={needed(t("reg.system"))}>
        <Select showSearch={{ optionFilterProp: "label" }} loading={systems.isPending} options={(systems.data ?? []).map((s) => ({ value: s.id, label: s.name }))} />
      </Form.Item>
      <div className="inline">
        <Form.Item name={[name, "add"]}>
          <Segmented
            options={[
              { value: true, label: t("cat.exceptionAdd") },
              { value: false, label: t("cat.exceptionOut") },
            ]}
          />
        </Form.Item>
        <Form.Item name={[name, "due"]} label={t("cat.ruleDue")}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name={[name, "reason"]} label={t("cat.reason")} rules={needed(t("cat.reason"))}>
        <Input maxLength={500} />
      </Form.Item>
    </Card>
  );
}

/** What publishing would change, and the button that does it. */
export function PublishDialog({ version, onClose }: { version: CatalogueVersion; onClose: () => void }) {
  const { t } = useWords();
  const preview = useCataloguePreview(version.id, true);
  const publish = useChange({ run: () => sendConnect.publish(version), touches: ["catalogue", "connect-tasks"], done: onClose });
  return (
    <Modal
      open
      title={`${t("cat.preview")} · ${version.title}`}
      width={720}
      okText={t("cat.publish")}
      cancelText={t("act.cancel")}
      okButtonProps={{ disabled: preview.data === undefined || preview.data.items === 0 }}
      confirmLoading={publish.isPending}
      onOk={() => publish.mutate(undefined)}
      onCancel={onClose}
    >
      <Loaded query={preview}>
        {(p) => (
          <>
            <p>{t("cat.previewSum", { items: p.items, changed: p.changed })}</p>
            <ChangeTable changes={p.changes} rules={version.rules} />
            <p className="faint">{t("cat.publishAsk")}</p>
          </>
        )}
      </Loaded>
    </Modal>
  );
}

/** Systems that come in, go out, or have their day moved. */
function ChangeTable({ changes, rules }: { changes: readonly CatalogueChange[]; rules: readonly CatalogueRule[] }) {
  const { t } = useWords();
  return (
    <Table<CatalogueChange>
      size="small"
      aria-label={t("cat.change")}
      rowKey={(c) => c.systemId}
      dataSource={[...changes]}
      locale={{ emptyText: t("cat.sameItems") }}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      columns={[
        { title: t("reg.system"), dataIndex: "name" },
        { title: t("cat.change"), key: "change", render: (_v, c) => (c.before === "" ? t("cat.in") : c.after === "" ? t("cat.out") : t("cat.moved")) },
        { title: t("cat.by"), key: "rule", render: (_v, c) => rules.find((r) => r.code === c.rule)?.title ?? t("cat.byReason") },
        { title: t("cat.ruleDue"), key: "due", className: "num", render: (_v, c) => (c.before !== "" && c.after !== "" ? `${c.before} → ${c.after}` : c.after || c.before) },
      ]}
    />
  );
}

/** One edition held against an earlier one: its systems, and the rules that stand in one only. */
export function CompareDialog({ version, earlier, onClose }: { version: CatalogueVersion; earlier: readonly CatalogueVersion[]; onClose: () => void }) {
  const { t } = useWords();
  const [from, setFrom] = useState(earlier[0]?.id ?? "");
  const changes = useCatalogueChanges(version.id, from);
  const other = earlier.find((v) => v.id === from);
  const line = (r: CatalogueRule) => JSON.stringify(r);
  const lines = (rules: readonly CatalogueRule[]) => new Set(rules.map(line));
  const [before, after] = [lines(other?.rules ?? []), lines(version.rules)];
  const gone = (other?.rules ?? []).filter((r) => !after.has(line(r)));
  const come = version.rules.filter((r) => !before.has(line(r)));
  return (
    <Modal open title={`${t("cat.compare")} · ${t("cat.number", { n: version.number })}`} width={760} footer={null} onCancel={onClose}>
      <label>
        {t("cat.compareWith")}{" "}
        <Select value={from} style={{ minWidth: 320 }} options={earlier.map((v) => ({ value: v.id, label: `${t("cat.number", { n: v.number })} · ${v.title}` }))} onChange={(v: string) => setFrom(v)} />
      </label>
      <Loaded query={changes}>
        {(c) => (
          <>
            <p>{t("cat.compareSum", { in: c.in, out: c.out, moved: c.moved })}</p>
            <ChangeTable changes={c.changes} rules={[...version.rules, ...(other?.rules ?? [])]} />
            {c.changed > c.changes.length ? <p className="faint">{t("cat.compareMore", { n: c.changed - c.changes.length })}</p> : null}
          </>
        )}
      </Loaded>
      <h3>{t("cat.rules")}</h3>
      {come.length + gone.length === 0 ? <p className="faint">{t("cat.sameRules")}</p> : null}
      <ul className="plain">
        {come.map((r) => <li key={`+${r.code}`}><span className="mark ok">{t("cat.ruleIn")}</span> <RuleLine rule={r} /></li>)}
        {gone.map((r) => <li key={`-${r.code}`}><span className="mark bad">{t("cat.ruleOut")}</span> <RuleLine rule={r} /></li>)}
      </ul>
    </Modal>
  );
}
