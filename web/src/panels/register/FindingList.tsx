// Findings about anything: the list, and one of them in a drawer. Which is
// open stands in the URL, so that a link leads to it.
import { Alert, Button, Drawer, Timeline, type TableColumnsType } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { barred } from "../../api/can";
import { useFinding, useFindingList, type Finding, type FindingFilter } from "../../api/findings";
import { usePlaces, useRoomUses, useSystems, useTree } from "../../api/queries";
import { useOrganisation } from "../../api/units";
import { FindingCloseForm } from "../../forms/FindingForms";
import { ArticleRef } from "../../ui/ArticleRef";
import { AttachmentList } from "../../ui/AttachmentList";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { Facts } from "../../ui/Facts";
import { ListTable } from "../../ui/ListTable";
import { ReasonButton } from "../../ui/ReasonButton";
import { Loaded } from "../../ui/States";
import { paths } from "../../util/paths";
import { day, dateTime } from "../../util/time";
import { coded, useWords } from "../../words";
import { isLate } from "./late";

export function FindingList({ filter, empty }: { filter: FindingFilter; empty?: string }) {
  const { t } = useWords();
  const [query, setQuery] = useSearchParams();
  const [closing, setClosing] = useState<Finding | null>(null);
  const findings = useFindingList(filter);
  const open = (id: string | null): void =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        if (id === null) next.delete("finding");
        else next.set("finding", id);
        return next;
      },
      { replace: true },
    );
  const columns = useColumns(open, setClosing);
  const shown = query.get("finding");
  return (
    <>
      <ListTable query={findings} columns={columns} rowKey={(f) => f.id} label={t("find.title")} empty={empty ?? t("find.empty")} />
      <Drawer open={shown !== null} size={760} title={t("find.detail")} onClose={() => open(null)} destroyOnHidden>
        {shown === null ? null : <One id={shown} close={setClosing} />}
      </Drawer>
      {closing === null ? null : <FindingCloseForm finding={closing} onClose={() => setClosing(null)} />}
    </>
  );
}

function StateMark({ finding: f }: { finding: Finding }) {
  const { t } = useWords();
  if (f.closedAt === undefined) return <span className="mark bad">{t("find.open")}</span>;
  return <span className="mark idle">{f.verdict ? coded(t, "find.verdict.", f.verdict) : t("find.closed")}</span>;
}

function DueDay({ finding: f }: { finding: Finding }) {
  const { t } = useWords();
  if (!f.due) return <>—</>;
  return isLate(f, day(Date.now())) ? (
    <span className="mark bad" title={t("find.late")}>
      {f.due} {t("find.late")}
    </span>
  ) : (
    <>{f.due}</>
  );
}

function useRoomWords(): (code: string | undefined) => string {
  const { language } = useWords();
  const uses = useRoomUses();
  return (code) => {
    const u = uses.data?.find((x) => x.code === code);
    return u ? (language === "zh" ? u.zh : u.en) : (code ?? "");
  };
}

function useColumns(open: (id: string) => void, close: (f: Finding) => void): TableColumnsType<Finding> {
  const { t } = useWords();
  const places = usePlaces();
  const systems = useSystems();
  const room = useRoomWords();
  const about = (f: Finding): string => places.data?.find((p) => p.id === f.placeId)?.name ?? systems.data?.find((s) => s.id === f.systemId)?.name ?? (f.spot || "—");
  return [
    {
      title: t("find.kind"),
      key: "kind",
      fixed: "start",
      render: (_v, f) => (
        <>
          <Button type="link" size="small" className="flat" onClick={() => open(f.id)}>
            {coded(t, "find.kind.", f.fault)}
          </Button>
          <div className="faint num">{dateTime(f.at)}</div>
        </>
      ),
    },
    { title: t("field.state"), key: "state", render: (_v, f) => <StateMark finding={f} /> },
    {
      title: t("find.where"),
      key: "about",
      render: (_v, f) => (
        <>
          {about(f)}
          {f.roomUse ? <div className="faint">{room(f.roomUse)}</div> : null}
        </>
      ),
    },
    { title: t("find.note"), key: "note", render: (_v, f) => (f.note ? <span className="wraps">{f.note}</span> : "—") },
    { title: t("find.source"), key: "source", render: (_v, f) => coded(t, "find.source.", f.source) },
    { title: t("find.article"), key: "article", render: (_v, f) => <ArticleRef article={f.article} /> },
    { title: t("find.due"), key: "due", className: "num", render: (_v, f) => <DueDay finding={f} /> },
    {
      title: t("field.actions"),
      key: "acts",
      render: (_v, f) => (
        <ReasonButton size="small" type="link" {...barred(f.can, "close")} onClick={() => close(f)}>
          {t("find.close")}
        </ReasonButton>
      ),
    },
  ];
}

function One({ id, close }: { id: string; close: (f: Finding) => void }) {
  const finding = useFinding(id);
  return <Loaded query={finding}>{(f) => <Detail finding={f} close={close} />}</Loaded>;
}

function Detail({ finding: f, close }: { finding: Finding; close: (f: Finding) => void }) {
  const { t } = useWords();
  const places = usePlaces();
  const systems = useSystems();
  const tree = useTree();
  const unit = useOrganisation(f.organisationId ?? "");
  const room = useRoomWords();
  const link = (to: string, name: string | undefined, id: string) => <Link to={to}>{name ?? id}</Link>;
  const of = { kind: "finding", id: f.id };
  // Who reported it is told to those who may close findings; to others it is not said whether anybody was named.
  const sees = ["", "finding.closed"].includes(f.can["close"] ?? "access.role");
  return (
    <div className="stack">
      <div className="row">
        <strong>{coded(t, "find.kind.", f.fault)}</strong> <StateMark finding={f} />
        <span className="spring" />
        <ReasonButton type="primary" {...barred(f.can, "close")} onClick={() => close(f)}>
          {t("find.close")}
        </ReasonButton>
      </div>
      {f.fault === "privacy-review" && f.closedAt === undefined ? <Alert type="info" showIcon title={t("find.review")} /> : null}
      <Facts
        rows={[
          [t("find.article"), <ArticleRef key="a" article={f.article} />],
          [t("reg.place"), f.placeId ? link(paths.place(f.placeId), places.data?.find((p) => p.id === f.placeId)?.name, f.placeId) : ""],
          [t("reg.system"), f.systemId ? link(paths.system(f.systemId), systems.data?.find((s) => s.id === f.systemId)?.name, f.systemId) : ""],
          [t("chan.camera"), f.cameraId ? link(paths.archiveOf(f.cameraId), tree.data?.cameras.find((c) => c.id === f.cameraId)?.name, f.cameraId) : ""],
          [t("acc.organisation"), f.organisationId ? link(paths.organisation(f.organisationId), unit.data?.name, f.organisationId) : ""],
          [t("reg.roomUse"), room(f.roomUse)],
          [t("find.spot"), f.spot],
          [t("find.note"), f.note],
          [t("find.source"), coded(t, "find.source.", f.source)],
          [t("find.finderName"), f.finder ?? (f.source === "citizen" && sees ? t("find.anonymous") : "")],
          [t("find.finderPhone"), f.finderPhone],
          [t("find.handler"), f.handler],
          [t("find.due"), f.due ? <DueDay key="d" finding={f} /> : ""],
        ]}
      />
      <h2 className="sub">{t("find.history")}</h2>
      <History finding={f} />
      <AttachmentList of={of} />
      <DocumentLinks of={of} />
    </div>
  );
}

function History({ finding: f }: { finding: Finding }) {
  const { t } = useWords();
  const entry = (at: string, what: string, by: string, lines: readonly (readonly [string, string | undefined])[]) => (
    <>
      <div>
        <span className="num">{dateTime(at)}</span> <strong>{what}</strong> <span className="faint">{by}</span>
      </div>
      {lines.map(([name, text]) => (text ? <div key={name}>{`${name}：${text}`}</div> : null))}
    </>
  );
  const items = [{ color: "red", content: entry(f.at, t("find.opened"), f.byHouse ? t("find.byHouse") : (f.by ?? ""), []) }];
  if (f.closedAt !== undefined) {
    const outcome = coded(t, "find.outcome.", f.outcome);
    items.push({
      color: "gray",
      content: entry(f.closedAt, t("find.closed"), f.closedBy ?? t("find.byHouse"), [
        [t("find.verdict"), f.verdict ? coded(t, "find.verdict.", f.verdict) : ""],
        [t("find.outcome"), outcome],
        [t("find.reply"), f.reply],
      ]),
    });
  }
  return <Timeline items={items} />;
}
