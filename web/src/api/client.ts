// The one door to the server. Adds what every request needs and turns
// problems into ProblemError.
import createClient, { type Middleware } from "openapi-fetch";
import { randomKey } from "../util/random";
import { ProblemError } from "./problem";
import type { paths } from "./types";

/** Told when the server says that the session has ended. */
type Listener = () => void;
const expiry = new Set<Listener>();

export function onSessionEnd(listener: Listener): () => void {
  expiry.add(listener);
  return () => expiry.delete(listener);
}

/** Asked to have the person prove who they are; true once they did. */
type Prover = () => Promise<boolean>;
let prover: Prover | undefined;

/** Names who asks the person to prove who they are when the server wants it. */
export function onStepUp(ask: Prover): () => void {
  prover = ask;
  return () => {
    if (prover === ask) prover = undefined;
  };
}

/** Has the person prove who they are, without an act that waits for it. */
export const proveAnew = (): Promise<boolean> => (prover === undefined ? Promise.resolve(false) : prover());

/** Copies of requests under way, to send them again after a proof. */
const copies = new Map<string, Request>();

async function again(id: string): Promise<Response | undefined> {
  const copy = copies.get(id);
  if (copy === undefined || prover === undefined || !(await prover())) return undefined;
  return fetch(copy);
}

async function problemOf(response: Response): Promise<ProblemError> {
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("json")) {
    const answer: unknown = await response.json().catch(() => ({}));
    if (answer !== null && typeof answer === "object") return new ProblemError(response.status, { ...answer });
  }
  return new ProblemError(response.status, {});
}

const rules: Middleware = {
  onRequest({ request, id }) {
    if (request.method === "POST") request.headers.set("Idempotency-Key", randomKey());
    if (request.method !== "GET") copies.set(id, request.clone());
    return request;
  },
  async onResponse({ response, schemaPath, id }) {
    try {
      return await settle(response, schemaPath, id);
    } finally {
      copies.delete(id);
    }
  },
  onError({ id }) {
    copies.delete(id);
    return new ProblemError(0, {});
  },
};

async function settle(response: Response, schemaPath: string, id: string): Promise<Response | undefined> {
  if (response.ok) return undefined;
  const problem = await problemOf(response);
  if (problem.code === "session.step-up") {
    const second = await again(id);
    if (second?.ok) return second;
    throw second === undefined ? problem : await problemOf(second);
  }
  if (response.status === 401 && schemaPath !== "/api/v1/session") for (const tell of expiry) tell();
  throw problem;
}

export const api = createClient<paths>({ baseUrl: "", credentials: "same-origin" });
api.use(rules);

/** The body of an answer; failures have already been thrown by the rules above. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  if (data === undefined) throw new ProblemError(500, {});
  return data;
}
