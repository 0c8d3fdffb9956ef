export const manage = {} as const satisfies Record<string, readonly [string, string]>;
