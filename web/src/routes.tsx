// Every page of the console, each in its own bundle.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { createBrowserRouter, Navigate, RouterProvider, type RouteObject } from "react-router";
import { ProblemError } from "./api/problem";
import { useSession } from "./api/session";
import { Crash, NotFound } from "./pages/Fallback";
import { KeyBoard, KeyContext } from "./ui/keys";
import { Root } from "./ui/Root";
import { Loading } from "./ui/States";
import { paths } from "./util/paths";

/** The first page a person may open. */
function Home() {
  const { can } = useSession();
  if (can["audit.read"] === "") return <Navigate to={paths.audit()} replace />;
  if (can["account.manage"] === "") return <Navigate to={paths.devices()} replace />;
  if (can["obligation.read"] === "") return <Navigate to={paths.todo()} replace />;
  if (can["register.read"] === "") return <Navigate to={paths.wall()} replace />;
  return <Navigate to={paths.status()} replace />;
}

const routes: RouteObject[] = [
  { path: "/login", lazy: () => import("./pages/sign/LoginPage") },
  { path: "/oidc", lazy: () => import("./pages/sign/ReturnPage") },
  { path: "/claim", lazy: () => import("./pages/sign/ClaimPage") },
  { path: "/second-factor", lazy: () => import("./pages/sign/OwedPage") },
  { path: "/factor", lazy: () => import("./pages/sign/FactorPage") },
  { path: "/password", lazy: () => import("./pages/sign/PasswordPage") },
  {
    path: "/",
    lazy: () => import("./pages/Shell"),
    children: [
      { index: true, element: <Home /> },
      { path: "wall", lazy: () => import("./pages/watch/WallPage") },
      { path: "playback", lazy: () => import("./pages/watch/PlaybackPage") },
      { path: "cameras/:id", lazy: () => import("./pages/watch/CameraPage") },
      { path: "cameras/:id/archive", lazy: () => import("./pages/archive/RecordPage") },
      { path: "archive", lazy: () => import("./pages/archive/ArchivePage") },
      { path: "archive/import", lazy: () => import("./pages/archive/ImportPage") },
      { path: "archive/checks", lazy: () => import("./pages/archive/ChecksPage") },
      { path: "map", lazy: () => import("./pages/archive/MapPage") },
      { path: "cameras", lazy: () => import("./pages/register/CamerasPage") },
      { path: "places", lazy: () => import("./pages/register/PlacesPage") },
      { path: "places/:id", lazy: () => import("./pages/register/PlacePage") },
      { path: "organisations", lazy: () => import("./pages/register/OrganisationsPage") },
      { path: "organisations/:id", lazy: () => import("./pages/register/OrganisationPage") },
      { path: "people", lazy: () => import("./pages/register/PeoplePage") },
      { path: "systems/:id", lazy: () => import("./pages/register/SystemPage") },
      { path: "systems", lazy: () => import("./pages/register/SystemsPage") },
      { path: "systems/:id/life", lazy: () => import("./pages/works/LifePage") },
      { path: "official", lazy: () => import("./pages/official/RegisterPage") },
      { path: "counter", lazy: () => import("./pages/official/CounterPage") },
      { path: "confirmations", lazy: () => import("./pages/official/ConfirmPage") },
      { path: "official/:id", lazy: () => import("./pages/official/ApplicationPage") },
      { path: "official/:id/view", lazy: () => import("./pages/official/ViewPage") },
      { path: "forwards", lazy: () => import("./pages/forward/ForwardsPage") },
      { path: "forwards/:id", lazy: () => import("./pages/forward/WatchPage") },
      { path: "access-register", lazy: () => import("./pages/desk/RegisterPage") },
      { path: "personal", lazy: () => import("./pages/desk/PersonalPage") },
      { path: "access-figures", lazy: () => import("./pages/desk/FiguresPage") },
      { path: "missing", lazy: () => import("./pages/citizen/MissingPage") },
      { path: "missing/new", lazy: () => import("./pages/citizen/NewMissingPage") },
      { path: "related", lazy: () => import("./pages/citizen/RelatedPage") },
      { path: "related/new", lazy: () => import("./pages/citizen/NewRelatedPage") },
      { path: "citizens/:id", lazy: () => import("./pages/citizen/CasePage") },
      { path: "citizens/:id/view", lazy: () => import("./pages/citizen/LookPage") },
      { path: "workstations", lazy: () => import("./pages/citizen/WorkstationsPage") },
      { path: "retention", lazy: () => import("./pages/retention/RetentionPage") },
      { path: "retention/keeping", lazy: () => import("./pages/retention/KeepingPage") },
      { path: "retention/:id", lazy: () => import("./pages/retention/CameraPage") },
      { path: "exports", lazy: () => import("./pages/evidence/ExportsPage") },
      { path: "exports/:id", lazy: () => import("./pages/evidence/ExportPage") },
      { path: "holds", lazy: () => import("./pages/evidence/HoldsPage") },
      { path: "holds/:id", lazy: () => import("./pages/evidence/HoldPage") },
      { path: "suspicions", lazy: () => import("./pages/official/SuspicionsPage") },
      { path: "works/inbox", lazy: () => import("./pages/works/InboxPage") },
      { path: "works/existing", lazy: () => import("./pages/works/ExistingPage") },
      { path: "works/:kind", lazy: () => import("./pages/works/RecordsPage") },
      { path: "plans", lazy: () => import("./pages/plans/PlansPage") },
      { path: "plans/:id", lazy: () => import("./pages/plans/PlanPage") },
      { path: "building-duties", lazy: () => import("./pages/plans/DutiesPage") },
      { path: "responsibilities", lazy: () => import("./pages/plans/ResponsibilitiesPage") },
      { path: "responsibilities/new", lazy: () => import("./pages/plans/WizardPage") },
      { path: "projects", lazy: () => import("./pages/plans/ProjectsPage") },
      { path: "certificates", lazy: () => import("./pages/plans/CertificatesPage") },
      { path: "conferences", lazy: () => import("./pages/plans/ConferencesPage") },
      { path: "binders", lazy: () => import("./pages/upkeep/BindersPage") },
      { path: "systems/:id/binder", lazy: () => import("./pages/upkeep/BinderPage") },
      { path: "signs", lazy: () => import("./pages/upkeep/SignsPage") },
      { path: "obstructions", lazy: () => import("./pages/upkeep/ObstructionsPage") },
      { path: "upgrades", lazy: () => import("./pages/upkeep/UpgradesPage") },
      { path: "neighbours", lazy: () => import("./pages/upkeep/NeighboursPage") },
      { path: "sounds", lazy: () => import("./pages/upkeep/SoundsPage") },
      { path: "findings", lazy: () => import("./pages/register/FindingsPage") },
      { path: "todo", lazy: () => import("./pages/agenda/TodoPage") },
      { path: "duties/:kind/:id", lazy: () => import("./pages/agenda/Duties") },
      { path: "notices", lazy: () => import("./pages/agenda/InboxPage") },
      { path: "reminders", lazy: () => import("./pages/agenda/RemindersPage") },
      { path: "indicators", lazy: () => import("./pages/agenda/IndicatorsPage") },
      { path: "indicators/:key", lazy: () => import("./pages/agenda/IndicatorPage") },
      { path: "webhook", lazy: () => import("./pages/agenda/HookPage") },
      { path: "catalogue", lazy: () => import("./pages/connect/CataloguePage") },
      { path: "connect-tasks", lazy: () => import("./pages/connect/TasksPage") },
      { path: "interface-tests", lazy: () => import("./pages/connect/TestsPage") },
      { path: "documents", lazy: () => import("./pages/papers/DocumentsPage") },
      { path: "document-templates", lazy: () => import("./pages/papers/TemplatesPage") },
      { path: "document-templates/:name", lazy: () => import("./pages/papers/TemplatePage") },
      { path: "check", lazy: () => import("./pages/papers/CheckPage") },
      { path: "check/:code", lazy: () => import("./pages/papers/CheckPage") },
      { path: "law", lazy: () => import("./pages/law/LawPage") },
      { path: "law/*", lazy: () => import("./pages/law/ArticlePage") },
      { path: "devices", lazy: () => import("./pages/equipment/DevicesPage") },
      { path: "devices/refused", lazy: () => import("./pages/equipment/RefusalsPage") },
      { path: "devices/:id", lazy: () => import("./pages/equipment/DevicePage") },
      { path: "doctor", lazy: () => import("./pages/equipment/DoctorPage") },
      { path: "accounts", lazy: () => import("./pages/manage/AccountsPage") },
      { path: "right-changes", lazy: () => import("./pages/rights/ChangesPage") },
      { path: "right-review", lazy: () => import("./pages/rights/ReviewPage") },
      { path: "keys", lazy: () => import("./pages/account/KeysPage") },
      { path: "sessions", lazy: () => import("./pages/manage/SessionsPage") },
      { path: "audit", lazy: () => import("./pages/manage/AuditPage") },
      { path: "oversight", lazy: () => import("./pages/manage/OversightPage") },
      { path: "settings", lazy: () => import("./pages/manage/SettingsPage") },
      { path: "status", lazy: () => import("./pages/manage/StatusPage") },
      { path: "*", element: <NotFound /> },
    ],
  },
];

const router = createBrowserRouter([{ errorElement: <Crash />, hydrateFallbackElement: <Loading />, children: routes }]);

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 2 && (!(error instanceof ProblemError) || error.status === 0 || error.status >= 502),
      },
    },
  });
}

export function Console() {
  const [client] = useState(makeClient);
  const [board] = useState(() => new KeyBoard());
  return (
    <QueryClientProvider client={client}>
      <KeyContext value={board}>
        <Root>
          <RouterProvider router={router} />
        </Root>
      </KeyContext>
    </QueryClientProvider>
  );
}
