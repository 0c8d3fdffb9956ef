export const register = {} as const satisfies Record<string, readonly [string, string]>;
