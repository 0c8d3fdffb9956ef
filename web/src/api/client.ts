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

async function problemOf(response: Response): Promise<ProblemError> {
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("json")) {
    const answer: unknown = await response.json().catch(() => ({}));
    if (answer !== null && typeof answer === "object") return new ProblemError(response.status, { ...answer });
  }
  return new ProblemError(response.status, {});
}

const rules: Middleware = {
  onRequest({ request }) {
    if (request.method === "POST") request.headers.set("Idempotency-Key", randomKey());
    return request;
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok) return undefined;
    const problem = await problemOf(response);
    if (response.status === 401 && schemaPath !== "/api/v1/session") for (const tell of expiry) tell();
    throw problem;
  },
  onError() {
    return new ProblemError(0, {});
  },
};

export const api = createClient<paths>({ baseUrl: "", credentials: "same-origin" });
api.use(rules);

/** The body of an answer; failures have already been thrown by the rules above. */
export async function body<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  if (data === undefined) throw new ProblemError(500, {});
  return data;
}
