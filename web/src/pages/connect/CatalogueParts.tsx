// The parts of the catalogue page: a rule in words, the draft's form, the check
// before publishing.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Card, Form, Input, Modal, Segmented, Select, Switch, Table } from "antd";
import { sendConnect, useCataloguePreview, type CatalogueChange, type CatalogueDraft, type CatalogueRule, type CatalogueVersion } from "../../api/connect";
import { useSystems } from "../../api/queries";
import { useKinds } from "../../api/units";
import { FormDialog } from "../../forms/FormDialog";
import { useDivisionWords, useTradeWords } from "../../forms/units";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { coded, useWords, type Speak } from "../../words";

const CATEGORIES = Array.from({ length: 10 }, (_, i) => `W8-${String(i + 1).padStart(2, "0")}`);
const CLASSES = ["A7G", "A7O", "A9", "A33"];

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

function useMany() {
  const { t } = useWords();
  return (values: readonly string[], prefix: string) => values.map((v) => ({ value: v, label: coded(t, prefix, v) }));
}

function RuleFields({ name, remove }: { name: number; remove: () => void }) {
  const { t } = useWords();
  const many = useMany();
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
        <Select mode="multiple" allowClear options={many(CATEGORIES, "w8.")} />
      </Form.Item>
      <Form.Item name={[name, "classes"]} label={t("reg.publicClass")}>
        <Select mode="multiple" allowClear options={many(CLASSES, "r799.")} />
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
            <Table<CatalogueChange>
              size="small"
              aria-label={t("cat.change")}
              rowKey={(c) => c.systemId}
              dataSource={p.changes}
              pagination={{ pageSize: 10, hideOnSinglePage: true }}
              columns={[
                { title: t("reg.system"), dataIndex: "name" },
                { title: t("cat.change"), key: "change", render: (_v, c) => (c.before === "" ? t("cat.in") : c.after === "" ? t("cat.out") : t("cat.moved")) },
                { title: t("cat.by"), key: "rule", render: (_v, c) => version.rules.find((r) => r.code === c.rule)?.title ?? t("cat.byReason") },
                { title: t("cat.ruleDue"), key: "due", className: "num", render: (_v, c) => c.after || c.before },
              ]}
            />
            <p className="faint">{t("cat.publishAsk")}</p>
          </>
        )}
      </Loaded>
    </Modal>
  );
}
