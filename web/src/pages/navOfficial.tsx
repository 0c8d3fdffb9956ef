// Navigation to official access (W168/23, 24) and to reports to the police.
import { AuditOutlined, BarChartOutlined, FormOutlined, ProfileOutlined, SolutionOutlined, UserOutlined, WarningOutlined } from "@ant-design/icons";
import type { NavGroup } from "./navGroup";
import { paths } from "../util/paths";

export const officialNav: readonly NavGroup[] = [
  {
    word: "nav.official",
    items: [
      { word: "nav.off.register", to: paths.official(), can: "official.read", icon: <AuditOutlined /> },
      { word: "nav.off.counter", to: paths.officialCounter(), can: "official.register", icon: <FormOutlined /> },
      { word: "nav.off.confirm", to: paths.officialConfirm(), can: "", icon: <SolutionOutlined /> },
      { word: "nav.off.suspicions", to: paths.suspicions(), can: "official.read", icon: <WarningOutlined /> },
      { word: "nav.desk.personal", to: paths.personal(), can: "personal.read", icon: <UserOutlined /> },
      { word: "nav.desk.register", to: paths.accessRegister(), can: "access-register.read", icon: <ProfileOutlined /> },
      { word: "nav.desk.figures", to: paths.accessFigures(), can: "access-figures.read", icon: <BarChartOutlined /> },
    ],
  },
];
