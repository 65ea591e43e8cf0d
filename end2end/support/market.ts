// The program under test: its commands, and a server on a free port.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { resolve } from "node:path";

const target = process.env.CARGO_TARGET_DIR ?? resolve(__dirname, "../../target");
export const binary = process.env.MARKET_BINARY ?? `${target}/debug/marketplace`;

function environment(folder: string, port = 0): NodeJS.ProcessEnv {
  const { MARKET_DATABASE_URL: _, ...inherited } = process.env;
  return {
    MARKET_SITE_DIR: `${target}/site`,
    ...inherited,
    MARKET_DATA_DIR: folder,
    MARKET_ADDR: `127.0.0.1:${port}`,
    MARKET_PUBLIC_URL: `http://127.0.0.1:${port}`,
    MARKET_PASSWORD_MEMORY_KIB: "64",
    MARKET_PASSWORD_PASSES: "1",
    MARKET_LOG: "warn",
    MARKET_REHEARSAL_CLOCK: `${folder}/ahead`,
  };
}

/** Runs a command to its end. */
export function runMarket(args: string[], folder: string): string {
  return execFileSync(binary, args, { env: environment(folder), encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** A running server. */
export interface Server {
  url: string;
  stop(): Promise<void>;
}

/** Serves a data folder until it is stopped. */
export async function serve(folder: string): Promise<Server> {
  const port = await freePort();
  const child = spawn(binary, ["serve"], { env: environment(folder, port), stdio: ["ignore", "pipe", "pipe"] });
  const said: string[] = [];
  child.stdout.on("data", (text) => said.push(String(text)));
  child.stderr.on("data", (text) => said.push(String(text)));
  const url = `http://127.0.0.1:${port}`;
  const gone = once(child, "exit");
  let ended = false;
  void gone.then(() => (ended = true));
  for (const started = Date.now(); ; ) {
    const ready = await fetch(`${url}/health/ready`).then((answer) => answer.ok, () => false);
    if (ready) break;
    if (ended || Date.now() - started > 60_000) throw new Error(`the server did not start:\n${said.join("")}`);
  }
  return { url, stop: () => stop(child, gone, () => ended) };
}

async function stop(child: ChildProcess, gone: Promise<unknown>, ended: () => boolean): Promise<void> {
  if (ended()) throw new Error(`the server ended by itself with ${child.exitCode ?? child.signalCode}`);
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), 15_000);
  await gone;
  clearTimeout(killer);
  if (child.exitCode !== 0) throw new Error(`the server stopped with ${child.exitCode ?? child.signalCode}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
