export const equipment = {} as const satisfies Record<string, readonly [string, string]>;
