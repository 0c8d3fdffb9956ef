export const watch = {} as const satisfies Record<string, readonly [string, string]>;
