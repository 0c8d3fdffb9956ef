// What opens an account besides its password.
import { useQuery } from "@tanstack/react-query";
import { makePasskey, PasskeyError, showPasskey, type Json } from "../util/webauthn";
import { api, body } from "./client";
import { ProblemError } from "./problem";
import type { Session } from "./session";
import type { components } from "./types";

type Schemas = components["schemas"];

export type AccountKey = Schemas["KeyView"];
export type KeyMade = Schemas["KeyMade"];

export function useKeys() {
  return useQuery({ queryKey: ["keys"], queryFn: async () => (await body(api.GET("/api/v1/keys"))) ?? [] });
}

export function useAccountKeys(account: string) {
  return useQuery({ queryKey: ["account-keys", account], queryFn: async () => (await body(api.GET("/api/v1/accounts/{id}/keys", { params: { path: { id: account } } }))) ?? [] });
}

/** What the browser does with a question; its refusals become problems with words. */
async function answered(question: Schemas["KeyQuestion"], by: (options: Json) => Promise<Json>): Promise<{ ticket: string; answer: Record<string, unknown> }> {
  try {
    return { ticket: question.ticket, answer: { ...(await by(question.options)) } };
  } catch (error) {
    throw error instanceof PasskeyError ? new ProblemError(409, { code: error.code }) : error;
  }
}

/** Asks whoever sits at the sign-in page for a passkey. */
export async function passkeyAnswer(): Promise<{ ticket: string; answer: Record<string, unknown> }> {
  return answered(await body(api.POST("/api/v1/session/passkey")), showPasskey);
}

export async function signInByPasskey(): Promise<Session> {
  return body(api.POST("/api/v1/session/passkey/answer", { body: await passkeyAnswer() }));
}

export async function stepUpByPasskey(): Promise<Session> {
  const question = await body(api.POST("/api/v1/session/step-up/passkey"));
  return body(api.POST("/api/v1/session/step-up", { body: { passkey: await answered(question, showPasskey) } }));
}

export const keysSend = {
  addPasskey: async (name: string): Promise<KeyMade> => {
    const question = await body(api.POST("/api/v1/keys/passkey"));
    return body(api.POST("/api/v1/keys/passkey/confirm", { body: { made: await answered(question, makePasskey), name } }));
  },
  addSM2: (name: string, publicKey: string) => body(api.POST("/api/v1/keys/sm2", { body: { name, publicKey } })),
  bindOutsideOf: (account: string, mark: string) => body(api.POST("/api/v1/accounts/{id}/keys/oidc", { params: { path: { id: account } }, body: { mark } })),
  bindCertificate: (account: string, certificate: string, holder: boolean) =>
    body(api.POST("/api/v1/accounts/{id}/keys/certificate", { params: { path: { id: account } }, body: { certificate, holder } })),
  rename: (id: string, name: string) => api.PATCH("/api/v1/keys/{id}", { params: { path: { id } }, body: { name } }),
  drop: (id: string) => api.DELETE("/api/v1/keys/{id}", { params: { path: { id } } }),
  dropOf: (account: string, key: string) => api.DELETE("/api/v1/accounts/{id}/keys/{key}", { params: { path: { id: account, key } } }),
};

/** What this tab keeps while its browser is at the identity provider. */
interface Away {
  ticket: string;
  /** What the browser went there for. */
  what: "signIn" | "bind" | "prove";
  back: string;
}

const AWAY = "shiheng.away";

function go(sent: Schemas["ProviderSent"], what: Away["what"], back: string): void {
  const away: Away = { ticket: sent.ticket, what, back };
  sessionStorage.setItem(AWAY, JSON.stringify(away));
  window.location.assign(sent.address);
}

export async function goToProvider(back: string): Promise<void> {
  go(await body(api.POST("/api/v1/session/oidc")), "signIn", back);
}

export async function goAndBind(): Promise<void> {
  go(await body(api.POST("/api/v1/keys/oidc")), "bind", "");
}

/** Goes and proves anew who one is; the page is left. */
export async function goAndProve(back: string): Promise<void> {
  go(await body(api.POST("/api/v1/session/step-up/oidc")), "prove", back);
}

/** What was kept, once: a page that is loaded again has to begin anew. */
export function backFromProvider(): Away {
  const raw = sessionStorage.getItem(AWAY);
  sessionStorage.removeItem(AWAY);
  const kept: unknown = raw === null ? {} : JSON.parse(raw);
  const away: Away = { ticket: "", what: "signIn", back: "" };
  return kept !== null && typeof kept === "object" ? { ...away, ...kept } : away;
}

export const providerSend = {
  signIn: (ticket: string, state: string, code: string) => body(api.POST("/api/v1/session/oidc/answer", { body: { ticket, state, code } })),
  prove: (ticket: string, state: string, code: string) => body(api.POST("/api/v1/session/step-up/oidc/answer", { body: { ticket, state, code } })),
  bind: (ticket: string, state: string, code: string) => body(api.POST("/api/v1/keys/oidc/confirm", { body: { ticket, state, code } })),
};

export type TextToSign = Schemas["TextToSign"];

export const sm2Send = {
  ask: () => body(api.POST("/api/v1/session/sm2")),
  signIn: (ticket: string, proof: string) => body(api.POST("/api/v1/session/sm2/answer", { body: { ticket, proof } })),
  askAgain: () => body(api.POST("/api/v1/session/step-up/sm2")),
  stepUp: (ticket: string, proof: string) => body(api.POST("/api/v1/session/step-up", { body: { sm2: { ticket, proof } } })),
};
