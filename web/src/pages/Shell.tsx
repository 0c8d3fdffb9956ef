// The frame around every page behind sign-in: practice banner, top bar,
// navigation, and the session's end.
import { IdcardOutlined, KeyOutlined, LogoutOutlined, MenuOutlined, QuestionCircleOutlined, SafetyOutlined, UserOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Drawer, Dropdown, Tag, Tooltip } from "antd";
import { useContext, useEffect, useState } from "react";
import { Navigate, Outlet, useLocation, useNavigate } from "react-router";
import { onSessionEnd } from "../api/client";
import { useEvents } from "../api/events";
import { SESSION_KEY, SessionContext, useSessionQuery, useSetupQuery, useSignOut, type Session } from "../api/session";
import { KeyContext, useKeys } from "../ui/keys";
import { KeySheet } from "../ui/KeySheet";
import { Bell } from "./agenda/Bell";
import { NavList } from "./NavList";
import { LockScreen } from "./sign/LockScreen";
import { StepUp } from "./sign/StepUp";
import { PracticeBanner } from "../ui/PracticeBanner";
import { Failed, Loading } from "../ui/States";
import { LanguageSwitch, ThemeSwitch } from "../ui/Switches";
import { WallClock } from "../ui/WallClock";
import { paths } from "../util/paths";
import { coded, useWords } from "../words";

/** Signs in first, or shows the shell. */
export function Component() {
  const session = useSessionQuery();
  const here = useLocation();
  const client = useQueryClient();
  const [ended, setEnded] = useState(false);
  useEffect(
    () =>
      onSessionEnd(() => {
        setEnded(true);
        client.setQueryData(SESSION_KEY, null);
      }),
    [client],
  );
  if (session.data) {
    if (session.data.owesFactor) return <Navigate to={paths.secondFactor(here.pathname + here.search)} replace />;
    if (session.data.account.mustChangePassword) return <Navigate to={paths.password()} replace />;
    if (session.data.mustEnrolFactor) return <Navigate to={paths.factor()} replace />;
    return (
      <SessionContext value={session.data}>
        <Frame session={session.data} />
      </SessionContext>
    );
  }
  if (session.error) return <Failed error={session.error} retry={() => void session.refetch()} />;
  if (session.data === null) {
    const to = paths.login(here.pathname + here.search);
    return <Navigate to={ended ? `${to}&ended=1` : to} replace />;
  }
  return <Loading />;
}

function Frame({ session }: { session: Session }) {
  const { t } = useWords();
  const setup = useSetupQuery();
  const navigate = useNavigate();
  const here = useLocation();
  const board = useContext(KeyContext);
  const [sheet, setSheet] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const connected = useEvents();
  useEffect(() => {
    const press = (event: KeyboardEvent) => session.locked || board.press(event);
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [board, session.locked]);
  useKeys([
    { key: "?", word: "keys.help", run: () => setSheet(true) },
    { key: "g w", word: "keys.goWall", run: () => void navigate(paths.wall()) },
    { key: "g p", word: "keys.goPlayback", run: () => void navigate(paths.playback()) },
    { key: "g c", word: "keys.goCameras", run: () => void navigate(paths.cameras()) },
    { key: "g d", word: "keys.goDevices", run: () => void navigate(paths.devices()) },
    { key: "g t", word: "keys.goTodo", run: () => void navigate(paths.todo()) },
    { key: "g s", word: "keys.goStatus", run: () => void navigate(paths.status()) },
    { key: "/", word: "keys.search", run: () => document.querySelector<HTMLInputElement>("input[type=search]")?.focus() },
  ]);
  useEffect(() => setDrawer(false), [here.pathname]);
  return (
    <>
      <div className="shell" inert={session.locked}>
        <a className="skip" href="#main">
          {t("skip.main")}
        </a>
        <PracticeBanner practice={setup.data?.practice} />
        <header className="topbar">
          <Button className="only-narrow" type="text" icon={<MenuOutlined />} aria-label={t("nav.menu")} onClick={() => setDrawer(true)} />
          <span className="brand">
            <img src="/icon.svg" alt="" />
            {t("app.name")}
          </span>
          <span className="spring" />
          <WallClock />
          <Bell />
          <LanguageSwitch />
          <ThemeSwitch />
          <Tooltip title={t("keys.title")}>
            <Button className="only-wide" type="text" icon={<QuestionCircleOutlined />} aria-label={t("keys.title")} onClick={() => setSheet(true)} />
          </Tooltip>
          <UserMenu session={session} />
        </header>
        <nav className="side only-wide" aria-label={t("nav.menu")}>
          <NavList can={session.can} />
        </nav>
        <Drawer open={drawer} onClose={() => setDrawer(false)} placement="left" size={240} title={t("app.name")} styles={{ body: { padding: 0 } }}>
          <NavList can={session.can} />
        </Drawer>
        <main className="main" id="main" tabIndex={-1}>
          {connected ? null : <Alert banner type="warning" title={t("state.offline")} />}
          <Outlet />
        </main>
        <KeySheet open={sheet} onClose={() => setSheet(false)} />
      </div>
      <StepUp />
      {session.locked ? <LockScreen session={session} /> : null}
    </>
  );
}

function UserMenu({ session }: { session: Session }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { modal } = App.useApp();
  const roles = [...new Set(session.account.roles.map((r) => r.role))];
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          { key: "who", disabled: true, label: `${session.account.name} · ${roles.map((r) => coded(t, "role.", r)).join(" · ")}` },
          { type: "divider" },
          { key: "password", icon: <KeyOutlined />, label: t("user.password"), onClick: () => void navigate(paths.password()) },
          { key: "factor", icon: <SafetyOutlined />, label: t("factor.title"), onClick: () => void navigate(paths.factor()) },
          { key: "keys", icon: <IdcardOutlined />, label: t("key.title"), onClick: () => void navigate(paths.keys()) },
          { key: "sessions", icon: <UserOutlined />, label: t("user.mySessions"), onClick: () => void navigate(paths.sessions()) },
          {
            key: "logout",
            icon: <LogoutOutlined />,
            label: t("user.logout"),
            onClick: () => void modal.confirm({ title: t("user.logout"), okText: t("user.logout"), cancelText: t("act.cancel"), onOk: signOut }),
          },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={session.account.name}>
        <span className="only-wide">
          {session.account.name} {roles[0] ? <Tag>{coded(t, "role.", roles[0])}</Tag> : null}
        </span>
      </Button>
    </Dropdown>
  );
}
