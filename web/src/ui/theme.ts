// Two themes. Dark is for control rooms: low glare, colour kept for state.
import { theme as antd, type ThemeConfig } from "antd";
import { createContext, useContext } from "react";

export type ThemeName = "dark" | "light";

export function isThemeName(value: unknown): value is ThemeName {
  return value === "dark" || value === "light";
}

const font =
  '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", system-ui, sans-serif';

export const themes: Readonly<Record<ThemeName, ThemeConfig>> = {
  dark: {
    algorithm: antd.darkAlgorithm,
    token: {
      colorPrimary: "#2a9d8f",
      colorInfo: "#3d9be0",
      colorLink: "#5fd0c5",
      colorBgBase: "#0d1418",
      colorBgLayout: "#0a1013",
      colorBgContainer: "#121b20",
      colorBgElevated: "#1a252b",
      colorTextBase: "#e8eef0",
      colorTextPlaceholder: "#8fa0a8",
      colorTextDisabled: "#82939b",
      colorTextDescription: "#a3b3ba",
      colorError: "#ff7b72",
      borderRadius: 4,
      fontFamily: font,
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
    components: { Table: { headerBg: "#16222a" }, Layout: { siderBg: "#0d161b", headerBg: "#0d161b" } },
  },
  light: {
    algorithm: antd.defaultAlgorithm,
    token: {
      colorPrimary: "#0f766e",
      colorInfo: "#0b6bb3",
      colorLink: "#0f6f68",
      colorBgLayout: "#eef2f3",
      colorTextBase: "#16242b",
      colorTextPlaceholder: "#5b6d76",
      colorTextDisabled: "#66777f",
      colorTextDescription: "#4e6069",
      colorError: "#b3261e",
      colorWarning: "#8a5a00",
      borderRadius: 4,
      fontFamily: font,
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
    components: { Layout: { siderBg: "#ffffff", headerBg: "#ffffff" } },
  },
};

interface ThemeChoice {
  name: ThemeName;
  choose: (name: ThemeName) => void;
}

export const ThemeContext = createContext<ThemeChoice>({ name: "dark", choose: () => undefined });

export function useTheme(): ThemeChoice {
  return useContext(ThemeContext);
}
