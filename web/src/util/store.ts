// Small per-browser memory: layout, theme, language. Never anything secret.
// Storage may be switched off or full; then the console just forgets.

const PREFIX = "shiheng.";

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // private window, quota: nothing depends on it
  }
}

export function recall<T>(key: string, check: (value: unknown) => value is T, fallback: T): T {
  try {
    const raw = localStorage.getItem(PREFIX + key);
    if (raw === null) return fallback;
    const value: unknown = JSON.parse(raw);
    return check(value) ? value : fallback;
  } catch {
    return fallback;
  }
}
