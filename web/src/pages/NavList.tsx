// Navigation. What a role may not open stays in sight, disabled, with the
// server's reason.
import {
  FileSearchOutlined,
  SolutionOutlined,
  AlertOutlined,
  ApartmentOutlined,
  ApiOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BookOutlined,
  BankOutlined,
  ClusterOutlined,
  CompassOutlined,
  DashboardOutlined,
  EnvironmentOutlined,
  ExperimentOutlined,
  EyeOutlined,
  FileTextOutlined,
  HistoryOutlined,
  IdcardOutlined,
  LineChartOutlined,
  MedicineBoxOutlined,
  MessageOutlined,
  SafetyCertificateOutlined,
  ProfileOutlined,
  ScheduleOutlined,
  SendOutlined,
  SettingOutlined,
  ShareAltOutlined,
  TeamOutlined,
  UnorderedListOutlined,
  UserSwitchOutlined,
  VideoCameraOutlined,
  CarryOutOutlined,
  FileDoneOutlined,
  FileProtectOutlined,
  FolderAddOutlined,
  FormOutlined,
  InboxOutlined,
  PauseCircleOutlined,
  ScissorOutlined,
  SwapOutlined,
} from "@ant-design/icons";
import { Badge, Tooltip } from "antd";
import type { ReactNode } from "react";
import { NavLink } from "react-router";
import { ReasonWords } from "../ui/ArticleRef";
import { useDutyCounts } from "../api/agenda";
import { paths } from "../util/paths";
import { useWords, type Word } from "../words";
import { officialNav } from "./navOfficial";
import { aroundWorks } from "./navWorks";

interface Item {
  word: Word;
  to: string;
  can: string;
  icon: ReactNode;
  /** Shows how many of the own duties are due or overdue. */
  badge?: "todo";
}

const groups: readonly { word: Word; items: readonly Item[] }[] = [
  {
    word: "nav.watch",
    items: [
      { word: "nav.wall", to: paths.wall(), can: "register.read", icon: <AppstoreOutlined /> },
      { word: "nav.playback", to: paths.playback(), can: "register.read", icon: <HistoryOutlined /> },
      { word: "nav.forwards", to: paths.forwards(), can: "", icon: <ShareAltOutlined /> },
    ],
  },
  {
    word: "nav.agenda",
    items: [
      { word: "nav.todo", to: paths.todo(), can: "obligation.read", icon: <ScheduleOutlined />, badge: "todo" },
      { word: "nav.reminders", to: paths.reminders(), can: "register.read", icon: <MessageOutlined /> },
      { word: "nav.indicators", to: paths.indicators(), can: "obligation.read", icon: <LineChartOutlined /> },
    ],
  },
  ...officialNav,
  {
    word: "nav.register",
    items: [
      { word: "nav.archive", to: paths.archive(), can: "register.read", icon: <ProfileOutlined /> },
      { word: "nav.map", to: paths.map(), can: "register.read", icon: <CompassOutlined /> },
      { word: "nav.cameras", to: paths.cameras(), can: "register.read", icon: <VideoCameraOutlined /> },
      { word: "nav.places", to: paths.places(), can: "register.read", icon: <EnvironmentOutlined /> },
      { word: "nav.systems", to: paths.systems(), can: "register.read", icon: <ApartmentOutlined /> },
      { word: "nav.organisations", to: paths.organisations(), can: "register.read", icon: <BankOutlined /> },
      { word: "nav.people", to: paths.people(), can: "person.read", icon: <IdcardOutlined /> },
      { word: "nav.findings", to: paths.findings(), can: "finding.read", icon: <AlertOutlined /> },
      { word: "nav.law", to: paths.law(), can: "", icon: <BookOutlined /> },
    ],
  },
  {
    word: "nav.connect",
    items: [
      { word: "nav.catalogue", to: paths.catalogue(), can: "catalogue.read", icon: <UnorderedListOutlined /> },
      { word: "nav.tasks", to: paths.connectTasks(), can: "catalogue.read", icon: <ApiOutlined /> },
      { word: "nav.tests", to: paths.interfaceTests(), can: "catalogue.read", icon: <ExperimentOutlined /> },
    ],
  },
  {
    word: "nav.papers",
    items: [
      { word: "nav.documents", to: paths.documents(), can: "papers.read", icon: <FileTextOutlined /> },
      { word: "nav.templates", to: paths.templates(), can: "papers.manage", icon: <FormOutlined /> },
      { word: "nav.check", to: paths.check(), can: "", icon: <SafetyCertificateOutlined /> },
    ],
  },
  ...aroundWorks,
  {
    word: "nav.works",
    items: [
      { word: "nav.works.inbox", to: paths.works("inbox"), can: "works.supervise", icon: <InboxOutlined /> },
      { word: "nav.works.acceptances", to: paths.works("acceptances"), can: "works.read", icon: <FileDoneOutlined /> },
      { word: "nav.works.filings", to: paths.works("filings"), can: "works.read", icon: <FileProtectOutlined /> },
      { word: "nav.works.removals", to: paths.works("removals"), can: "works.read", icon: <ScissorOutlined /> },
      { word: "nav.works.changes", to: paths.works("changes"), can: "works.read", icon: <SwapOutlined /> },
      { word: "nav.works.outages", to: paths.works("outages"), can: "works.read", icon: <PauseCircleOutlined /> },
      { word: "nav.works.todos", to: paths.works("todos"), can: "works.read", icon: <CarryOutOutlined /> },
      { word: "nav.works.existing", to: paths.works("existing"), can: "works.manage", icon: <FolderAddOutlined /> },
    ],
  },
  {
    word: "nav.equipment",
    items: [
      { word: "nav.devices", to: paths.devices(), can: "device.read", icon: <ClusterOutlined /> },
      { word: "nav.doctor", to: paths.doctor(), can: "device.read", icon: <MedicineBoxOutlined /> },
    ],
  },
  {
    word: "nav.admin",
    items: [
      { word: "nav.accounts", to: paths.accounts(), can: "account.manage", icon: <TeamOutlined /> },
      { word: "nav.rightChanges", to: paths.rightChanges(), can: "right.read", icon: <SolutionOutlined /> },
      { word: "nav.rightReview", to: paths.rightReview(), can: "right.read", icon: <FileSearchOutlined /> },
      { word: "nav.sessions", to: paths.sessions(), can: "", icon: <UserSwitchOutlined /> },
      { word: "nav.audit", to: paths.audit(), can: "audit.read", icon: <AuditOutlined /> },
      { word: "nav.oversight", to: paths.oversight(), can: "oversight.review", icon: <EyeOutlined /> },
      { word: "nav.settings", to: paths.settings(), can: "settings.read", icon: <SettingOutlined /> },
      { word: "nav.webhook", to: paths.webhook(), can: "settings.manage", icon: <SendOutlined /> },
      { word: "nav.status", to: paths.status(), can: "status.read", icon: <DashboardOutlined /> },
    ],
  },
];

export function NavList({ can }: { can: Readonly<Record<string, string>> }) {
  const { t } = useWords();
  return (
    <ul className="navlist">
      {groups.map((g) => (
        <li key={g.word}>
          <div className="group">{t(g.word)}</div>
          <ul className="navlist">
            {g.items.map((item) => (
              <li key={item.word}>
                <NavEntry item={item} reason={can[item.can] ?? ""} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function NavEntry({ item, reason }: { item: Item; reason: string }) {
  const { t } = useWords();
  if (reason !== "") {
    return (
      <Tooltip title={<ReasonWords reason={reason} />} placement="right">
        <span className="off" aria-disabled="true" tabIndex={0}>
          {item.icon} {t(item.word)}
        </span>
      </Tooltip>
    );
  }
  return (
    <NavLink to={item.to}>
      {item.icon} {t(item.word)} {item.badge === "todo" ? <TodoBadge /> : null}
    </NavLink>
  );
}

function TodoBadge() {
  const counts = useDutyCounts(true);
  const mine = counts.data?.mine;
  return mine ? <Badge className="navbadge" size="small" overflowCount={999} count={mine.overdue + mine.due} /> : null;
}
