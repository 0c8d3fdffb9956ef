// Passkeys as the browser has them. The server speaks WebAuthn's own JSON; the
// browsers of a duty room are often too old to read and write it themselves.

export type Json = Readonly<Record<string, unknown>>;

/** Why a passkey did not come about; a code of words/codesKeys. */
export class PasskeyError extends Error {
  readonly code: string;

  constructor(code: string, cause?: unknown) {
    super(code, { cause });
    this.name = "PasskeyError";
    this.code = code;
  }
}

/** Whether this page may ask for passkeys at all. */
export function passkeysHere(): boolean {
  return window.isSecureContext && typeof window.PublicKeyCredential === "function";
}

export function fromBase64(written: string): ArrayBuffer {
  const plain = atob(written.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0)).buffer;
}

export function toBase64(bytes: ArrayBuffer): string {
  let plain = "";
  for (const b of new Uint8Array(bytes)) plain += String.fromCharCode(b);
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function part(value: unknown): Json {
  return value !== null && typeof value === "object" ? { ...value } : {};
}

function descriptors(value: unknown): PublicKeyCredentialDescriptor[] {
  return (Array.isArray(value) ? value : []).map((v: unknown) => ({ type: "public-key", id: fromBase64(text(part(v).id)) }));
}

function parameters(value: unknown): PublicKeyCredentialParameters[] {
  return (Array.isArray(value) ? value : []).map((v: unknown) => ({ type: "public-key", alg: Number(part(v).alg) }));
}

/** What the server asks, as the browser's own call takes it. */
function creation(o: Json): PublicKeyCredentialCreationOptions {
  const user = part(o.user);
  const rp = part(o.rp);
  return {
    rp: { id: text(rp.id), name: text(rp.name) },
    user: { id: fromBase64(text(user.id)), name: text(user.name), displayName: text(user.displayName) },
    challenge: fromBase64(text(o.challenge)),
    pubKeyCredParams: parameters(o.pubKeyCredParams),
    excludeCredentials: descriptors(o.excludeCredentials),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    attestation: "none",
    timeout: Number(o.timeout ?? 300_000),
  };
}

function request(o: Json): PublicKeyCredentialRequestOptions {
  return {
    rpId: text(o.rpId),
    challenge: fromBase64(text(o.challenge)),
    allowCredentials: descriptors(o.allowCredentials),
    userVerification: "required",
    timeout: Number(o.timeout ?? 300_000),
  };
}

/** Turns the browser's refusals into codes that have words. */
async function asking(run: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  if (!passkeysHere()) throw new PasskeyError("passkey.browser");
  let got: Credential | null;
  try {
    got = await run();
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "SecurityError") throw new PasskeyError("passkey.address", error);
    if (name === "InvalidStateError") throw new PasskeyError("passkey.here-already", error);
    throw new PasskeyError("passkey.cancelled", error);
  }
  if (!(got instanceof PublicKeyCredential)) throw new PasskeyError("passkey.cancelled");
  return got;
}

function said(credential: PublicKeyCredential, response: Json): Json {
  const id = toBase64(credential.rawId);
  return { id, rawId: id, type: "public-key", clientExtensionResults: {}, response };
}

/** Has the browser make a passkey. */
export async function makePasskey(options: Json): Promise<Json> {
  const made = await asking(() => navigator.credentials.create({ publicKey: creation(options) }));
  const r = made.response;
  if (!(r instanceof AuthenticatorAttestationResponse)) throw new PasskeyError("passkey.cancelled");
  return said(made, { clientDataJSON: toBase64(r.clientDataJSON), attestationObject: toBase64(r.attestationObject), transports: r.getTransports() });
}

/** Has the browser show one. */
export async function showPasskey(options: Json): Promise<Json> {
  const shown = await asking(() => navigator.credentials.get({ publicKey: request(options) }));
  const r = shown.response;
  if (!(r instanceof AuthenticatorAssertionResponse)) throw new PasskeyError("passkey.cancelled");
  return said(shown, {
    clientDataJSON: toBase64(r.clientDataJSON),
    authenticatorData: toBase64(r.authenticatorData),
    signature: toBase64(r.signature),
    ...(r.userHandle ? { userHandle: toBase64(r.userHandle) } : {}),
  });
}
