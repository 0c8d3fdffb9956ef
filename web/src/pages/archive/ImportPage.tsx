// A sheet on its way into the archive: upload, preview, write, take back. The
// URL names the import, so that a reload goes on where it was.
import { InboxOutlined } from "@ant-design/icons";
import { Alert, App, Button, Popconfirm, Progress, Segmented, Select, Steps, Upload } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { archive, files, useImport, useImports, useJob, useRows, useTables, type Datum, type RowStatus, type SheetImport, type SheetRow, type Tables } from "../../api/archive";
import { whyNot } from "../../api/can";
import { articleName, failure } from "../../api/problem";
import { fieldName, say, shown } from "../../ui/archiveNames";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, sentence, useWords } from "../../words";

const DATA: readonly Datum[] = ["wgs84", "cgcs2000", "gcj02", "bd09"];
const STEP: Readonly<Record<string, number>> = { previewed: 1, committing: 2, committed: 3, undoing: 3, undone: 3 };

export function Component() {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const id = query.get("id") ?? "";
  const go = (next: string): void => setQuery(next === "" ? {} : { id: next });
  return (
    <Page title={t("imp.title")} acts={<Link to={paths.archive()}>{t("arc.title")}</Link>}>
      {id === "" ? <Start go={go} /> : <One key={id} id={id} go={go} />}
    </Page>
  );
}

function StepsOf({ at }: { at: number }) {
  const { t } = useWords();
  return <Steps size="small" current={at} style={{ margin: "4px 0 20px" }} items={(["upload", "preview", "commit", "done"] as const).map((s) => ({ title: t(`imp.step.${s}`) }))} />;
}

function Start({ go }: { go: (id: string) => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const [datum, setDatum] = useState<Datum>("wgs84");
  const [busy, setBusy] = useState(false);
  const take = async (file: File): Promise<void> => {
    setBusy(true);
    try {
      go((await archive.upload(file, datum)).id);
    } catch (error) {
      void message.error(failure(error), 8);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <StepsOf at={0} />
      <p>
        {t("imp.lead")} <a href={files.template}>{t("arc.template")}</a>
      </p>
      <p>
        <label>
          {t("arc.datum")} <Select aria-label={t("arc.datum")} value={datum} onChange={setDatum} options={DATA.map((d) => ({ value: d, label: t(`arc.datum.${d}`) }))} style={{ width: 300 }} />
        </label>
        <span className="faint"> {t("arc.datumHelp")}</span>
      </p>
      <Upload.Dragger
        accept=".xlsx,.csv,.txt"
        showUploadList={false}
        disabled={busy}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
      >
        <p>
          <InboxOutlined style={{ fontSize: 36 }} />
        </p>
        <p>{busy ? t("imp.reading") : t("imp.choose")}</p>
        <p className="faint">{t("imp.bounds")}</p>
      </Upload.Dragger>
      <h2>{t("imp.history")}</h2>
      <Past go={go} />
    </>
  );
}

function Past({ go }: { go: (id: string) => void }) {
  const { t } = useWords();
  const imports = useImports();
  return (
    <ListTable<SheetImport>
      query={imports}
      rowKey={(i) => i.id}
      label={t("imp.history")}
      empty={t("imp.noHistory")}
      columns={[
        { title: t("imp.file"), key: "file", render: (_v, i) => <Button type="link" size="small" onClick={() => go(i.id)}>{i.file || "—"}</Button> },
        { title: t("field.time"), key: "at", className: "num", render: (_v, i) => dateTime(i.at) },
        { title: t("field.state"), key: "state", render: (_v, i) => coded(t, "imp.state.", i.state) },
        { title: t("imp.done"), key: "done", className: "num", render: (_v, i) => i.counts.done },
        { title: t("imp.refused"), key: "refused", className: "num", render: (_v, i) => i.counts.refused },
      ]}
    />
  );
}

function One({ id, go }: { id: string; go: (id: string) => void }) {
  const imp = useImport(id);
  const tables = useTables();
  const [job, setJob] = useState("");
  return (
    <Loaded query={tables}>
      {(all) => (
        <Loaded query={imp}>
          {(i) => (
            <>
              <StepsOf at={STEP[i.state] ?? 0} />
              <Summary imp={i} />
              <Working job={job} imp={i} />
              <Acts imp={i} go={go} began={setJob} />
              <Rows imp={i} tables={all} />
            </>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function Summary({ imp: i }: { imp: SheetImport }) {
  const { t } = useWords();
  const keys = ["new", "changed", "unchanged", "refused", "done", "left", "undone", "kept"] as const;
  return (
    <>
      <p>
        {i.file} · {coded(t, "imp.state.", i.state)} · {t(`arc.datum.${DATA.find((d) => d === i.datum) ?? "wgs84"}`)}
      </p>
      <dl className="facts" aria-label={t("imp.step.preview")}>
        {keys.map((k) =>
          i.counts[k] > 0 || (k !== "left" && k !== "undone" && k !== "kept") ? (
            <div key={k} className="fact">
              <dt>{t(`imp.${k}`)}</dt>
              <dd className="num">{i.counts[k]}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {i.ignored.length > 0 ? <Alert type="info" showIcon title={t("imp.ignored", { list: i.ignored.join("、") })} /> : null}
    </>
  );
}

function Working({ job, imp }: { job: string; imp: SheetImport }) {
  const { t } = useWords();
  const work = useJob(job);
  const v = work.data;
  if (!v) return null;
  if (v.state === "failed") return <Alert type="error" showIcon title={sentence(v.problem?.code ?? "internal", v.problem?.params)} />;
  if (v.state === "done" || imp.state === "committed" || imp.state === "undone") return null;
  return (
    <div role="status">
      <Progress percent={v.all > 0 ? Math.floor((100 * v.done) / v.all) : 0} />
      <span className="faint num">{t("imp.progress", { done: v.done, all: v.all })}</span>
    </div>
  );
}

function Acts({ imp: i, go, began }: { imp: SheetImport; go: (id: string) => void; began: (job: string) => void }) {
  const { t } = useWords();
  const touches = ["archive", "cameras", "tree", "map"];
  const commit = useChange({ run: () => archive.commit(i.id), touches, said: "", done: (j) => began(j.id) });
  const undo = useChange({ run: () => archive.undo(i.id), touches, said: "", done: (j) => began(j.id) });
  const discard = useChange({ run: () => archive.discard(i.id), touches, said: "", done: () => go("") });
  return (
    <p className="inline">
      {i.state === "previewed" || i.state === "committing" ? (
        <>
          <ReasonButton type="primary" why={whyNot(i.can, "commit")} loading={commit.isPending} onClick={() => commit.mutate(undefined)}>
            {t("imp.write", { n: i.counts.new + i.counts.changed })}
          </ReasonButton>
          <ReasonButton why={whyNot(i.can, "discard")} onClick={() => discard.mutate(undefined)}>
            {t("imp.discard")}
          </ReasonButton>
        </>
      ) : (
        <>
          <Popconfirm title={t("imp.undo")} description={t("imp.undoAsk")} onConfirm={() => undo.mutate(undefined)}>
            <span>
              <ReasonButton why={whyNot(i.can, "undo")} loading={undo.isPending}>
                {t("imp.undo")}
              </ReasonButton>
            </span>
          </Popconfirm>
          <Button onClick={() => go("")}>{t("imp.again")}</Button>
        </>
      )}
      {i.counts.refused + i.counts.left > 0 ? <a href={files.faulty(i.id)}>{t("imp.faulty")}</a> : null}
    </p>
  );
}

const SHOWN: readonly RowStatus[] = ["refused", "new", "changed", "unchanged", "done", "left"];

function Rows({ imp, tables }: { imp: SheetImport; tables: Tables }) {
  const { t } = useWords();
  const [status, setStatus] = useState<RowStatus>(imp.counts.refused > 0 ? "refused" : imp.state === "previewed" ? "new" : "done");
  const rows = useRows(imp.id, status);
  return (
    <>
      <Segmented<RowStatus> value={status} onChange={setStatus} options={SHOWN.map((s) => ({ value: s, label: t(`imp.${s}`) }))} style={{ margin: "8px 0" }} />
      <ListTable<SheetRow>
        query={rows}
        rowKey={(r) => String(r.line)}
        label={t("imp.what")}
        empty={t("imp.noRows")}
        columns={[
          { title: t("imp.line"), key: "line", className: "num", width: 70, render: (_v, r) => r.line },
          { title: t("field.name"), key: "name", width: 220, render: (_v, r) => (r.cameraId ? <Link to={paths.archiveOf(r.cameraId)}>{r.name}</Link> : r.name) },
          { title: t("imp.what"), key: "what", render: (_v, r) => <What row={r} tables={tables} /> },
        ]}
      />
    </>
  );
}

function What({ row: r, tables }: { row: SheetRow; tables: Tables }) {
  const { t, language } = useWords();
  if (r.status === "refused" || r.status === "left") {
    return (
      <>
        {r.faults.map((f) => (
          <div key={f.field + f.code}>
            <b>{fieldName(tables, f.field, language)}</b> {say(tables, f, language)}
          </div>
        ))}
        {r.outcome ? <div>{sentence(r.outcome)}</div> : null}
        {r.article ? <div className="faint">{articleName(r.article)}</div> : null}
      </>
    );
  }
  const text = (code: string, v: string): string => (v === "" ? t("arc.nothing") : shown(tables, code, v, language));
  return (
    <>
      {r.changes.slice(0, 8).map((c) => (
        <div key={c.field}>
          {fieldName(tables, c.field, language)}: {c.old === "" ? null : <del className="faint">{text(c.field, c.old)} </del>}
          {text(c.field, c.new)}
        </div>
      ))}
      {r.changes.length > 8 ? <div className="faint">{t("arc.others", { n: r.changes.length - 8 })}</div> : null}
    </>
  );
}
