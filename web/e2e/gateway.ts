// Starts a real S3 server with Object Lock for the tests of second copies.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BINARY, until } from "./house";

const PROGRAM = new URL("../../build/tools/versitygw", import.meta.url).pathname;

export const KEYS = { access: "shiheng", secret: "not-a-secret", bucket: "evidence" };

export interface Gateway {
  endpoint: string;
  stop: () => void;
}

/** Whether the set-up of tests built the server; CI must have it. */
export const gatewayThere = (): boolean => {
  if (existsSync(PROGRAM)) return true;
  if (process.env.CI) throw new Error(`${PROGRAM} is not there: make setup-test builds it`);
  console.log("not run: second copies in the browser, since build/tools/versitygw is not there; make setup-test builds it");
  return false;
};

export async function startGateway(): Promise<Gateway> {
  const dir = mkdtempSync(join(tmpdir(), "shiheng-s3-"));
  for (const name of ["data", "versions", "iam"]) mkdirSync(join(dir, name));
  const port = await new Promise<number>((resolve) => {
    const s = createServer();
    s.listen(0, "127.0.0.1", () => {
      const a = s.address();
      s.close(() => resolve(a !== null && typeof a === "object" ? a.port : 0));
    });
  });
  const child = spawn(PROGRAM, ["--port", `127.0.0.1:${port}`, "--iam-dir", join(dir, "iam"), "posix", "--versioning-dir", join(dir, "versions"), join(dir, "data")], {
    stdio: "ignore",
    env: { ROOT_ACCESS_KEY: KEYS.access, ROOT_SECRET_KEY: KEYS.secret },
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = (): void => {
    child.kill("SIGKILL");
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await until(() => fetch(endpoint).then(() => true, () => false), 30_000, () => "versitygw does not answer");
  } catch (error) {
    stop();
    throw error;
  }
  return { endpoint, stop };
}

/** Makes the bucket and probes it from the command line; what it printed. */
export function probed(g: Gateway): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      BINARY,
      ["worm-probe", "--endpoint", g.endpoint, "--bucket", KEYS.bucket, "--make"],
      { env: { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: KEYS.access, AWS_SECRET_ACCESS_KEY: KEYS.secret } },
      (error, out, err) => (error ? reject(new Error(`${out}${err}`)) : resolve(out)),
    );
  });
}
