// What else is kept of a system, each as a short list that leads to its page:
// neighbours, upgrades, sounds, projects, certificates.
import type { TableColumnsType } from "antd";
import { Link } from "react-router";
import type { VideoSystem } from "../../api/model";
import { useProjects, type Project } from "../../api/plans";
import { useNeighbours, useSounds, useUpgrades, type Neighbour, type Sound, type Upgrade } from "../../api/upkeep";
import { AttachmentList } from "../../ui/AttachmentList";
import { DocumentLinks } from "../../ui/DocumentLinks";
import { ListTable } from "../../ui/ListTable";
import { paths } from "../../util/paths";
import { dateTime } from "../../util/time";
import { coded, useWords, type Word } from "../../words";
import { CertificatesOf, SystemCertificates } from "../plans/CertificatesOf";
import { InStep } from "../plans/InStep";

const mark = (tone: Readonly<Record<string, string>>, state: string, text: string) => <span className={`mark ${tone[state] ?? "idle"}`}>{text}</span>;

function Lead({ to, word, lead }: { to: string; word: Word; lead?: Word }) {
  const { t } = useWords();
  return (
    <div className="row">
      <span className="faint">{lead === undefined ? null : t(lead)}</span>
      <span className="spring" />
      <Link to={to}>{t("kept.all", { what: t(word) })}</Link>
    </div>
  );
}

export function NeighboursOf({ system }: { system: string }) {
  const { t } = useWords();
  const tone = { "to-ask": "bad", asked: "warn", consented: "ok", refused: "bad" };
  const columns: TableColumnsType<Neighbour> = [
    { title: t("nei.unit"), dataIndex: "unit" },
    { title: t("field.kind"), key: "kind", render: (_v, n) => coded(t, "nei.kind.", n.kind) },
    { title: t("nei.what"), key: "what", render: (_v, n) => <span className="wraps">{n.what}</span> },
    { title: t("nei.asked"), key: "asked", className: "num", render: (_v, n) => n.askedOn || "—" },
    { title: t("nei.answered"), key: "answered", className: "num", render: (_v, n) => n.answeredOn || "—" },
    { title: t("field.state"), key: "state", render: (_v, n) => mark(tone, n.state, coded(t, "nei.state.", n.state)) },
  ];
  return (
    <>
      <Lead to={`${paths.neighbours()}?system=${system}`} word="nav.neighbours" lead="kept.neighbours" />
      <ListTable query={useNeighbours({ system })} columns={columns} rowKey={(n) => n.id} label={t("nav.neighbours")} empty={t("nei.none")} detail={(n) => <DocumentLinks of={{ kind: "neighbour", id: n.id }} />} />
    </>
  );
}

export function UpgradesOf({ system }: { system: string }) {
  const { t } = useWords();
  const tone = { "up-to-date": "ok", gaps: "bad", planned: "warn", done: "ok" };
  const columns: TableColumnsType<Upgrade> = [
    { title: t("upg.on"), dataIndex: "on", className: "num" },
    { title: t("upg.department"), dataIndex: "department" },
    { title: t("upg.gaps"), key: "gaps", className: "num", render: (_v, u) => u.open.length },
    { title: t("upg.till"), key: "till", className: "num", render: (_v, u) => (u.till ? <span className={u.overdue ? "mark bad" : ""}>{u.till}</span> : "—") },
    { title: t("field.state"), key: "state", render: (_v, u) => mark(tone, u.state, coded(t, "upg.state.", u.state)) },
  ];
  return (
    <>
      <Lead to={`${paths.upgrades()}?system=${system}`} word="nav.upgrades" lead="kept.upgrades" />
      <ListTable query={useUpgrades({ system })} columns={columns} rowKey={(u) => u.id} label={t("nav.upgrades")} empty={t("upg.none")} detail={(u) => <AttachmentList of={{ kind: "upgrade", id: u.id }} />} />
    </>
  );
}

export function SoundsOf({ system }: { system: string }) {
  const { t } = useWords();
  const columns: TableColumnsType<Sound> = [
    { title: t("obs.camera"), key: "camera", render: (_v, s) => <Link to={paths.archiveOf(s.cameraId)}>{s.name}</Link> },
    { title: t("field.state"), key: "state", render: (_v, s) => <span className={`mark ${s.kept ? "warn" : "idle"}`}>{t(s.kept ? "snd.on" : "snd.off")}</span> },
    { title: t("snd.reason"), key: "reason", render: (_v, s) => <span className="wraps">{s.reason || "—"}</span> },
    { title: t("snd.until"), key: "until", className: "num", render: (_v, s) => s.until || "—" },
    { title: t("snd.by"), key: "by", render: (_v, s) => <>{s.by} <div className="faint num">{dateTime(s.at)}</div></> },
  ];
  return (
    <>
      <Lead to={paths.sounds()} word="nav.sounds" lead="kept.sounds" />
      <ListTable query={useSounds({ system })} columns={columns} rowKey={(s) => s.cameraId} label={t("nav.sounds")} empty={t("kept.noSounds")} />
    </>
  );
}

export function ProjectsOf({ system }: { system: string }) {
  const { t } = useWords();
  const columns: TableColumnsType<Project> = [
    { title: t("field.name"), dataIndex: "name" },
    { title: t("field.kind"), key: "kind", render: (_v, p) => coded(t, "proj.kind.", p.kind) },
    { title: t("plan.builder"), dataIndex: "builder" },
    {
      title: t("proj.step"),
      key: "lags",
      render: (_v, p) => <InStep project={p} />,
    },
    { title: t("field.state"), key: "state", render: (_v, p) => coded(t, "proj.state.", p.state) },
  ];
  return (
    <>
      <Lead to={`${paths.projects()}?system=${system}`} word="nav.projects" />
      <ListTable query={useProjects({ system })} columns={columns} rowKey={(p) => p.id} label={t("nav.projects")} empty={t("proj.none")} detail={(p) => <AttachmentList of={{ kind: "project", id: p.id }} />} />
    </>
  );
}

/** Of the works of its projects, and of the units that built it and keep it. */
export function CertificatesOfSystem({ system: s }: { system: VideoSystem }) {
  const { t } = useWords();
  const units = [...new Set([s.builderId, s.maintainerId].flatMap((id) => (id && s.names?.[id] ? [s.names[id]] : [])))];
  return (
    <>
      <Lead to={paths.certificates()} word="nav.certificates" lead="kept.certificates" />
      <h2>{t("kept.ofWorks")}</h2>
      <SystemCertificates system={s.id} />
      {units.map((name) => (
        <section key={name}>
          <h2>{name}</h2>
          <CertificatesOf holder={name} />
        </section>
      ))}
    </>
  );
}
