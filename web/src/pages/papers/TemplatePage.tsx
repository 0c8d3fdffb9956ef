// One template of documents: its text, the sample printed with it, and every
// version that was saved. What is refused stays in the field.
import { Alert, Form, Input, Select, Space, type TableColumnsType } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { useRef, useState, type RefObject } from "react";
import { useParams } from "react-router";
import { whyNot } from "../../api/can";
import { sendTemplate, useDocumentKinds, usePaperTemplate, useTemplateVersions, type PaperTemplateDetail, type PaperTemplateVersion } from "../../api/papers";
import { ProblemError } from "../../api/problem";
import { FormDialog } from "../../forms/FormDialog";
import { templateNames } from "../../panels/papers/templateNames";
import { FailureWords } from "../../ui/ArticleRef";
import { ListTable } from "../../ui/ListTable";
import { pageNonce } from "../../ui/nonce";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { ReasonDialog } from "../../ui/ReasonDialog";
import { Loaded, Nothing } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { dateTime } from "../../util/time";
import { coded, useWords } from "../../words";

const TOUCHES = ["paper-templates", "document-kinds"];

export function Component() {
  const { name = "" } = useParams();
  const template = usePaperTemplate(name);
  return <Loaded query={template}>{(x) => <Editor key={x.name} template={x} />}</Loaded>;
}

function Editor({ template: x }: { template: PaperTemplateDetail }) {
  const { t, language } = useWords();
  const kinds = useDocumentKinds();
  const name = templateNames(t, language, kinds.data ?? []);
  const [text, setText] = useState(x.text);
  const [dialog, setDialog] = useState<"save" | "reset" | null>(null);
  const field = useRef<TextAreaRef>(null);
  const changed = text !== x.text;
  return (
    <Page
      title={`${t("tpl.title")} · ${name(x.name)}`}
      lead={
        <span className="mark idle" title={x.name}>
          {coded(t, "tpl.source.", x.source)} {x.version > 0 ? t("tpl.saved", { n: x.version }) : x.stands === "" ? "" : t("tpl.stands", { name: name(x.stands) })}
        </span>
      }
      acts={
        <Space wrap>
          <ReasonButton why="" disabled={text === x.below} onClick={() => setText(x.below)}>{t("tpl.below")}</ReasonButton>
          <ReasonButton why={whyNot(x.can, "reset")} onClick={() => setDialog("reset")}>{t("tpl.reset")}</ReasonButton>
          <ReasonButton type="primary" why={whyNot(x.can, "save")} disabled={!changed} onClick={() => setDialog("save")}>{t("tpl.save")}</ReasonButton>
        </Space>
      }
    >
      {x.refused === "" ? null : <Alert type="error" showIcon title={t("tpl.refused", { why: x.refused })} />}
      {changed ? <Alert type="warning" showIcon title={t("tpl.unsaved")} /> : null}
      <div className="templateedit">
        <Input.TextArea ref={field} aria-label={t("tpl.text")} className="code" value={text} spellCheck={false} onChange={(e) => setText(e.target.value)} />
        <Sample template={x} text={text} field={field} name={name} />
      </div>
      <Versions template={x} onLoad={setText} />
      {dialog === "save" ? (
        <FormDialog<{ why: string }, PaperTemplateDetail> title={t("tpl.save")} initial={{}} save={({ why }) => sendTemplate.save(x, text, why)} touches={TOUCHES} onClose={() => setDialog(null)} onSaved={(saved) => setText(saved.text)}>
          <p className="faint">{t("tpl.saveHelp")}</p>
          <Form.Item name="why" label={t("tpl.why")} rules={[{ required: true, message: t("field.required", { label: t("tpl.why") }) }]}>
            <Input.TextArea rows={3} maxLength={600} />
          </Form.Item>
        </FormDialog>
      ) : null}
      {dialog === "reset" ? (
        <ReasonDialog
          title={t("tpl.reset")}
          label={`${t("paper.reason")} · ${t("tpl.resetHelp")}`}
          run={async (why) => setText((await sendTemplate.reset(x, why)).text)}
          touches={TOUCHES}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </Page>
  );
}

/** Shows a line of a long text, selected. */
function showLine(area: HTMLTextAreaElement | undefined, line: number): void {
  if (area === undefined || !(line > 0)) return;
  const lines = area.value.split("\n");
  const from = lines.slice(0, line - 1).reduce((n, l) => n + l.length + 1, 0);
  area.focus();
  area.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
  area.scrollTop = Math.max(0, (area.scrollHeight / lines.length) * (line - 4));
}

interface SampleProps {
  template: PaperTemplateDetail;
  text: string;
  field: RefObject<TextAreaRef | null>;
  name: (file: string) => string;
}

function Sample({ template: x, text, field, name }: SampleProps) {
  const { t } = useWords();
  const kinds = useDocumentKinds();
  const all = x.kinds.length > 0 ? x.kinds : (kinds.data ?? []).map((k) => k.kind);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const kind = chosen ?? all[0] ?? "";
  const print = useChange({ run: () => sendTemplate.preview(x.name, kind, text), touches: [], said: "" });
  const problem = print.error instanceof ProblemError ? print.error : null;
  const line = problem !== null && problem.params["file"] === x.name ? Number(problem.params["line"]) : 0;
  return (
    <section aria-label={t("tpl.preview")}>
      <Space wrap>
        <Select
          aria-label={t("tpl.previewOf")}
          value={kind || undefined}
          style={{ width: 260 }}
          showSearch={{ optionFilterProp: "label" }}
          options={all.map((k) => ({ value: k, label: name(`${k}.html`) }))}
          onChange={(v: string) => setChosen(v)}
        />
        <ReasonButton why="" disabled={kind === ""} loading={print.isPending} onClick={() => print.mutate(undefined, { onError: (e) => showLine(field.current?.resizableTextArea?.textArea, e instanceof ProblemError && e.params["file"] === x.name ? Number(e.params["line"]) : 0) })}>
          {t("tpl.preview")}
        </ReasonButton>
      </Space>
      {print.error ? (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={<FailureWords error={print.error} />}
          action={line > 0 ? <ReasonButton size="small" why="" onClick={() => showLine(field.current?.resizableTextArea?.textArea, line)}>{t("tpl.line", { line })}</ReasonButton> : null}
        />
      ) : null}
      {print.data ? <iframe title={t("tpl.preview")} sandbox="" srcDoc={withNonce(print.data.html)} /> : print.error ? null : <Nothing text={t("tpl.previewNone")} />}
    </section>
  );
}

/** A frame from a text keeps the rules of this page: its styles need the page's nonce. Nothing in it runs. */
function withNonce(html: string): string {
  return html.replaceAll(/<style(?=[\s>])/g, `<style nonce="${pageNonce()}"`);
}

function Versions({ template: x, onLoad }: { template: PaperTemplateDetail; onLoad: (text: string) => void }) {
  const { t } = useWords();
  const versions = useTemplateVersions(x.name);
  const load = useChange({ run: (n: number) => sendTemplate.version(x.name, n), touches: [], said: "", done: (v) => onLoad(v.text) });
  const columns: TableColumnsType<PaperTemplateVersion> = [
    { title: t("tpl.version"), dataIndex: "version", className: "num" },
    { title: t("field.time"), key: "at", className: "num", render: (_v, v) => dateTime(v.savedAt) },
    { title: t("tpl.saver"), dataIndex: "saver" },
    { title: t("tpl.why"), key: "why", render: (_v, v) => <span className="wraps">{v.reset ? `${t("tpl.isReset")} · ${v.why}` : v.why}</span> },
    { title: t("tpl.sum"), key: "sum", className: "num", render: (_v, v) => (v.reset ? "—" : v.sha256.slice(0, 16)) },
    { title: t("field.actions"), key: "acts", render: (_v, v) => <ReasonButton size="small" type="link" why="" disabled={v.reset} onClick={() => load.mutate(v.version)}>{t("tpl.load")}</ReasonButton> },
  ];
  return (
    <section aria-label={t("tpl.versions")}>
      <h2>{t("tpl.versions")}</h2>
      <ListTable query={versions} columns={columns} rowKey={(v) => String(v.version)} label={t("tpl.versions")} empty={t("tpl.noVersions")} />
    </section>
  );
}
