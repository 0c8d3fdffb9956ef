// Navigation to official access (W168/23, 24), to reports to the police and to
// citizens who look (W168/25, R799/21).
import { AuditOutlined, DesktopOutlined, BarChartOutlined, FileZipOutlined, FormOutlined, FieldTimeOutlined, HourglassOutlined, LockOutlined, ProfileOutlined, SearchOutlined, SolutionOutlined, TeamOutlined, UserOutlined, WarningOutlined } from "@ant-design/icons";
import type { NavGroup } from "./navGroup";
import { paths } from "../util/paths";

export const officialNav: readonly NavGroup[] = [
  {
    word: "nav.official",
    items: [
      { word: "nav.off.register", to: paths.official(), can: "official.read", icon: <AuditOutlined /> },
      { word: "nav.off.counter", to: paths.officialCounter(), can: "official.register", icon: <FormOutlined /> },
      { word: "nav.off.confirm", to: paths.officialConfirm(), can: "", icon: <SolutionOutlined /> },
      { word: "nav.export", to: paths.exports(), can: "evidence.read", icon: <FileZipOutlined /> },
      { word: "nav.hold", to: paths.holds(), can: "hold.read", icon: <LockOutlined /> },
      { word: "nav.retention", to: paths.retention(), can: "retention.read", icon: <FieldTimeOutlined /> },
      { word: "nav.keeping", to: paths.keeping(), can: "retention.read", icon: <HourglassOutlined /> },
      { word: "nav.off.suspicions", to: paths.suspicions(), can: "official.read", icon: <WarningOutlined /> },
      { word: "nav.desk.personal", to: paths.personal(), can: "personal.read", icon: <UserOutlined /> },
      { word: "nav.desk.register", to: paths.accessRegister(), can: "access-register.read", icon: <ProfileOutlined /> },
      { word: "nav.desk.figures", to: paths.accessFigures(), can: "access-figures.read", icon: <BarChartOutlined /> },
    ],
  },
  {
    word: "nav.citizen",
    items: [
      { word: "nav.cit.missing", to: paths.missing(), can: "citizen.read", icon: <SearchOutlined /> },
      { word: "nav.cit.related", to: paths.related(), can: "citizen.read", icon: <TeamOutlined /> },
      { word: "nav.cit.stations", to: paths.workstations(), can: "workstation.manage", icon: <DesktopOutlined /> },
    ],
  },
];
