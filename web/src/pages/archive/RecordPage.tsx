// The archive of one camera: its record by groups, what is missing, what its
// device reports, what may be the same, and what changed.
import { Input, Popconfirm, Table, Tabs, Tag, Tooltip } from "antd";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { archive, useDifferences, useHistory, useRecord, useTables, useTwins, type ArchiveRecord, type Difference, type Tables } from "../../api/archive";
import { whyNot } from "../../api/can";
import { ArchiveForm } from "../../forms/ArchiveForm";
import { HomeOf } from "../../panels/archive/HomeOf";
import { AttachmentList } from "../../ui/AttachmentList";
import { fieldName, shown } from "../../ui/archiveNames";
import { ListTable } from "../../ui/ListTable";
import { Page } from "../../ui/Page";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded, Nothing } from "../../ui/States";
import { useChange } from "../../ui/useChange";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { useWords } from "../../words";

export function Component() {
  const { t } = useWords();
  const { id = "" } = useParams();
  const record = useRecord(id);
  const tables = useTables();
  return (
    <Loaded query={tables}>
      {(all) => (
        <Loaded query={record}>
          {(r) => (
            <Page title={t("arc.of", { name: r.name })} lead={<Mark record={r} />} acts={<Link to={paths.camera(id)}>{t("arc.live")}</Link>}>
              <Tabs
                items={[
                  { key: "form", label: t("arc.tab.form"), children: <ArchiveForm key={r.etag} record={r} tables={all} /> },
                  { key: "pictures", label: t("arc.tab.pictures"), children: <Pictures record={r} tables={all} /> },
                  { key: "device", label: t("arc.tab.device"), disabled: whyNot(r.can, "compare") !== "", children: <Device record={r} tables={all} /> },
                  { key: "home", label: t("ctl.homeTitle"), children: <HomeOf camera={id} /> },
                  { key: "twins", label: t("arc.tab.twins"), children: <Twins id={id} tables={all} /> },
                  { key: "history", label: t("arc.tab.history"), children: <History id={id} tables={all} /> },
                ]}
              />
            </Page>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

function Mark({ record: r }: { record: ArchiveRecord }) {
  const { t } = useWords();
  return (
    <>
      {r.archived ? null : <Tag>{t("arc.archived.no")}</Tag>}
      {r.dueForRemoval ? (
        <Tooltip title={t("arc.dueHelp")}>
          <Tag color="error">{t("arc.due")}</Tag>
        </Tooltip>
      ) : null}
    </>
  );
}

function Pictures({ record, tables }: { record: ArchiveRecord; tables: Tables }) {
  const { t, language } = useWords();
  const fields = tables.fields.filter((f) => f.form === "file" || f.form === "files");
  return (
    <>
      <p className="faint">{t("arc.picturesLead")}</p>
      {fields.map((f) =>
        record.withheld.includes(f.code) ? (
          <section key={f.code} aria-label={f[language]}>
            <h2>{f[language]}</h2>
            <p className="faint">{t("arc.withheld")}</p>
          </section>
        ) : (
          <AttachmentList key={f.code} of={{ kind: `camera.${f.code}`, id: record.id }} title={f[language]} />
        ),
      )}
    </>
  );
}

function Device({ record, tables }: { record: ArchiveRecord; tables: Tables }) {
  const { t, language } = useWords();
  const seen = useDifferences(record.id);
  return (
    <Loaded query={seen}>
      {(channels) => {
        if (channels.length === 0) return <Nothing text={t("arc.noChannel")} />;
        const rows = channels.flatMap((c) => c.differences);
        if (rows.length === 0) return <Nothing text={t("arc.noDifference")} />;
        const value = (d: Difference, v: string): string => (v === "" ? t("arc.nothing") : shown(tables, d.field, v, language));
        return (
          <Table<Difference>
            size="small"
            pagination={false}
            rowKey={(d) => d.field + d.device}
            dataSource={rows}
            aria-label={t("arc.tab.device")}
            columns={[
              { title: t("arc.field"), key: "field", render: (_v, d) => fieldName(tables, d.field, language) },
              { title: t("arc.device"), key: "device", render: (_v, d) => value(d, d.device) },
              {
                title: t("arc.inArchive"),
                key: "archive",
                render: (_v, d) => (
                  <>
                    {value(d, d.archive)}
                    {d.metres ? <div className="faint num">{t("arc.metres", { n: Math.round(d.metres) })}</div> : null}
                  </>
                ),
              },
              { title: t("field.actions"), key: "acts", render: (_v, d) => <Answer id={record.id} difference={d} why={whyNot(record.can, "change")} /> },
            ]}
          />
        );
      }}
    </Loaded>
  );
}

function Answer({ id, difference: d, why }: { id: string; difference: Difference; why: string }) {
  const { t } = useWords();
  const [note, setNote] = useState("");
  const run = useChange({ run: (adopt: boolean) => archive.decide(id, d, adopt, note), touches: ["archive"] });
  if (d.decided !== "") {
    return (
      <span>
        {d.decided === "adopted" ? t("arc.adopted") : t("arc.kept")} <span className="faint">{d.note} {d.by} {dateTime(d.decidedAt)}</span>
      </span>
    );
  }
  const ask = (adopt: boolean, label: string) => (
    <Popconfirm title={t("arc.decide")} description={<Input.TextArea aria-label={t("arc.decide")} value={note} onChange={(e) => setNote(e.target.value)} maxLength={500} />} okButtonProps={{ disabled: note.trim() === "" }} onConfirm={() => run.mutate(adopt)}>
      <span>
        <ReasonButton size="small" type="link" why={why} loading={run.isPending}>
          {label}
        </ReasonButton>
      </span>
    </Popconfirm>
  );
  return (
    <>
      {ask(true, t("arc.adopt"))}
      {ask(false, t("arc.keep"))}
    </>
  );
}

function Twins({ id, tables }: { id: string; tables: Tables }) {
  const { t, language } = useWords();
  const twins = useTwins(id);
  return (
    <Loaded query={twins}>
      {(list) =>
        list.length === 0 ? (
          <Nothing text={t("arc.noTwins")} />
        ) : (
          <ul>
            {list.map((h) => (
              <li key={h.id}>
                <Link to={paths.archiveOf(h.id)}>{h.name}</Link> <span className="faint">{t("arc.same")} {h.same.map((s) => fieldName(tables, s, language)).join("、")}</span>
                {h.metres >= 0 ? <span className="faint num"> {t("arc.metres", { n: Math.round(h.metres) })}</span> : null}
                <span className="faint num"> · {h.bearing < 0 ? t("arc.facingAll") : t("arc.facing", { bearing: Math.round(h.bearing) })}</span>
                {h.apart >= 0 ? <span className="faint num"> · {t("arc.apart", { n: Math.round(h.apart) })}</span> : null}
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}

function History({ id, tables }: { id: string; tables: Tables }) {
  const { t, language } = useWords();
  const history = useHistory(id);
  const pictured = (code: string): boolean => tables.fields.some((f) => f.code === code && (f.form === "file" || f.form === "files"));
  const text = (code: string, v: string): string => {
    if (v === "") return t("arc.nothing");
    return pictured(code) ? t("arc.pictureCount", { n: v.split("/").length }) : shown(tables, code, v, language);
  };
  return (
    <ListTable
      query={history}
      rowKey={(c) => c.id}
      label={t("arc.tab.history")}
      empty={t("arc.noHistory")}
      columns={[
        { title: t("field.time"), key: "at", className: "num", render: (_v, c) => dateTime(c.at) },
        {
          title: t("arc.by"),
          key: "by",
          render: (_v, c) => (
            <>
              {c.by} {c.created ? <Tag>{t("arc.created")}</Tag> : null} {c.importId ? <Tag>{t("arc.byImport")}</Tag> : null}
            </>
          ),
        },
        {
          title: t("imp.changed"),
          key: "what",
          render: (_v, c) => (
            <>
              {c.changes.map((x) => (
                <div key={x.field}>
                  {fieldName(tables, x.field, language)}: <del className="faint">{text(x.field, x.old)}</del> → {text(x.field, x.new)}
                </div>
              ))}
              {c.others > 0 ? <div className="faint">{t("arc.others", { n: c.others })}</div> : null}
            </>
          ),
        },
      ]}
    />
  );
}
