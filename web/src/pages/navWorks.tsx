// Navigation to what comes before a system is built, and to its upkeep.
import {
  AudioOutlined,
  BookOutlined,
  BuildOutlined,
  CommentOutlined,
  EyeInvisibleOutlined,
  LockOutlined,
  NotificationOutlined,
  ProjectOutlined,
  RiseOutlined,
  SafetyCertificateOutlined,
  SolutionOutlined,
  UnorderedListOutlined,
} from "@ant-design/icons";
import type { NavGroup } from "./navGroup";
import { paths } from "../util/paths";

export const aroundWorks: readonly NavGroup[] = [
  {
    word: "nav.planning",
    items: [
      { word: "nav.plans", to: paths.plans(), can: "plan.read", icon: <ProjectOutlined /> },
      { word: "nav.duties", to: paths.duties(), can: "plan.read", icon: <UnorderedListOutlined /> },
      { word: "nav.responsibilities", to: paths.responsibilities(), can: "plan.read", icon: <SolutionOutlined /> },
      { word: "nav.projects", to: paths.projects(), can: "plan.read", icon: <BuildOutlined /> },
      { word: "nav.certificates", to: paths.certificates(), can: "plan.read", icon: <SafetyCertificateOutlined /> },
      { word: "nav.conferences", to: paths.conferences(), can: "plan.read", icon: <CommentOutlined /> },
    ],
  },
  {
    word: "nav.upkeep",
    items: [
      { word: "nav.binders", to: paths.binders(), can: "upkeep.read", icon: <BookOutlined /> },
      { word: "nav.signs", to: paths.signs(), can: "upkeep.read", icon: <NotificationOutlined /> },
      { word: "nav.obstructions", to: paths.obstructions(), can: "upkeep.read", icon: <EyeInvisibleOutlined /> },
      { word: "nav.upgrades", to: paths.upgrades(), can: "upkeep.read", icon: <RiseOutlined /> },
      { word: "nav.neighbours", to: paths.neighbours(), can: "upkeep.read", icon: <LockOutlined /> },
      { word: "nav.sounds", to: paths.sounds(), can: "upkeep.read", icon: <AudioOutlined /> },
    ],
  },
];
