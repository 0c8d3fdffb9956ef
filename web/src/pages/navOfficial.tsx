// Navigation to official access (W168/23, 24) and to reports to the police.
import { AuditOutlined, FormOutlined, SolutionOutlined, WarningOutlined } from "@ant-design/icons";
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
    ],
  },
];
