// The one place that knows how links are built. A snapshot test holds them:
// bookmarks and links in papers must keep working.

export interface PlaybackTarget {
  cameras: readonly string[];
  at?: string;
  speed?: number;
}

function query(values: Record<string, string | undefined>): string {
  const q = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) if (value !== undefined && value !== "") q.set(key, value);
  const text = q.toString();
  return text === "" ? "" : `?${text}`;
}

export const paths = {
  home: () => "/",
  login: (back?: string) => `/login${query({ back })}`,
  claim: () => "/claim",
  password: () => "/password",
  factor: () => "/factor",
  secondFactor: (back?: string) => `/second-factor${query({ back })}`,
  wall: (layout?: string) => `/wall${query({ tiles: layout })}`,
  playback: (t?: PlaybackTarget) =>
    `/playback${query({ cameras: t?.cameras.join(","), at: t?.at, speed: t?.speed === undefined ? undefined : String(t.speed) })}`,
  cameras: () => "/cameras",
  camera: (id: string, at?: string) => `/cameras/${encodeURIComponent(id)}${query({ at })}`,
  archive: () => "/archive",
  archiveOf: (id: string) => `/cameras/${encodeURIComponent(id)}/archive`,
  archiveImport: (id?: string) => `/archive/import${query({ id })}`,
  archiveChecks: (tab?: string) => `/archive/checks${query({ tab })}`,
  map: () => "/map",
  doctor: (camera?: string) => `/doctor${query({ camera })}`,
  devices: () => "/devices",
  device: (id: string) => `/devices/${encodeURIComponent(id)}`,
  refusals: () => "/devices/refused",
  places: () => "/places",
  place: (id: string, tab?: string) => `/places/${encodeURIComponent(id)}${query({ tab })}`,
  systems: () => "/systems",
  works: (kind: string, system?: string) => `/works/${kind}${query({ system })}`,
  life: (system: string) => `/systems/${encodeURIComponent(system)}/life`,
  plans: () => "/plans",
  plan: (id: string) => `/plans/${encodeURIComponent(id)}`,
  duties: () => "/building-duties",
  responsibilities: () => "/responsibilities",
  newResponsibility: (place?: string) => `/responsibilities/new${query({ place })}`,
  projects: () => "/projects",
  certificates: () => "/certificates",
  conferences: () => "/conferences",
  binders: () => "/binders",
  binder: (system: string) => `/systems/${encodeURIComponent(system)}/binder`,
  signs: () => "/signs",
  obstructions: () => "/obstructions",
  upgrades: () => "/upgrades",
  neighbours: () => "/neighbours",
  sounds: () => "/sounds",
  system: (id: string, tab?: string) => `/systems/${encodeURIComponent(id)}${query({ tab })}`,
  organisations: () => "/organisations",
  organisation: (id: string, tab?: string) => `/organisations/${encodeURIComponent(id)}${query({ tab })}`,
  people: () => "/people",
  findings: (q?: { finding?: string; system?: string; place?: string; camera?: string; organisation?: string }) =>
    `/findings${query({ finding: q?.finding, system: q?.system, place: q?.place, camera: q?.camera, organisation: q?.organisation })}`,
  todo: (side?: string) => `/todo${query({ side })}`,
  owed: (kind: string, id: string, duty?: string) => `/duties/${encodeURIComponent(kind)}/${encodeURIComponent(id)}${query({ duty })}`,
  notices: () => "/notices",
  reminders: (side?: string) => `/reminders${query({ side })}`,
  indicators: () => "/indicators",
  indicator: (code: string) => `/indicators/${encodeURIComponent(code)}`,
  webhook: () => "/webhook",
  catalogue: () => "/catalogue",
  connectTasks: (show?: string) => `/connect-tasks${query({ show })}`,
  interfaceTests: (q?: { system?: string; camera?: string }) => `/interface-tests${query({ system: q?.system, camera: q?.camera })}`,
  official: () => "/official",
  officialCounter: () => "/counter",
  officialOne: (id: string) => `/official/${encodeURIComponent(id)}`,
  officialView: (id: string) => `/official/${encodeURIComponent(id)}/view`,
  retention: (outcome?: string) => `/retention${query({ outcome })}`,
  keeping: () => "/retention/keeping",
  retentionOf: (camera: string) => `/retention/${encodeURIComponent(camera)}`,
  exports: () => "/exports",
  exportOf: (id: string) => `/exports/${encodeURIComponent(id)}`,
  holds: () => "/holds",
  hold: (id: string) => `/holds/${encodeURIComponent(id)}`,
  officialConfirm: () => "/confirmations",
  suspicions: () => "/suspicions",
  forwards: () => "/forwards",
  forward: (id: string) => `/forwards/${encodeURIComponent(id)}`,
  missing: () => "/missing",
  missingNew: () => "/missing/new",
  related: () => "/related",
  relatedNew: () => "/related/new",
  citizen: (id: string) => `/citizens/${encodeURIComponent(id)}`,
  citizenView: (id: string) => `/citizens/${encodeURIComponent(id)}/view`,
  workstations: () => "/workstations",
  accessRegister: (q?: { camera?: string; account?: string }) => `/access-register${query({ camera: q?.camera, account: q?.account })}`,
  personal: (state?: string) => `/personal${query({ state })}`,
  accessFigures: (quarter?: string) => `/access-figures${query({ quarter })}`,
  documents: () => "/documents",
  templates: () => "/document-templates",
  template: (name: string) => `/document-templates/${encodeURIComponent(name)}`,
  check: (code?: string) => (code === undefined ? "/check" : `/check/${encodeURIComponent(code)}`),
  law: (q?: { pack?: string; on?: string; q?: string }) => `/law${query({ pack: q?.pack, on: q?.on, q: q?.q })}`,
  article: (id: string, on?: string) => `/law/${id.split("/").map(encodeURIComponent).join("/")}${query({ on })}`,
  accounts: () => "/accounts",
  rightChanges: (open?: boolean) => `/right-changes${query({ open: open ? "1" : undefined })}`,
  rightReview: () => "/right-review",
  keys: () => "/keys",
  sessions: () => "/sessions",
  audit: (q?: { camera?: string; act?: string; account?: string; from?: string; to?: string; kind?: string; object?: string }) =>
    `/audit${query({ camera: q?.camera, act: q?.act, account: q?.account, from: q?.from, to: q?.to, kind: q?.kind, object: q?.object })}`,
  oversight: (tab?: string) => `/oversight${query({ tab })}`,
  settings: () => "/settings",
  status: () => "/status",
} as const;

/** Where to go on after signing in: only a path of this console. */
export function within(back: string | null): string {
  return back !== null && back.startsWith("/") && !back.startsWith("//") ? back : paths.home();
}
