import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Which tenant a test wants. */
export interface Tenant {
  /** `demo` if not given. */
  seed?: "demo" | "large" | "empty" | "hostile";
  /** More flags of the sandbox, such as `["--jobs", "403"]`. */
  flags?: readonly string[];
  /** The tenant's clock and its worker run, from the moment at which they otherwise stand still. */
  runs?: boolean;
  /** The text of another `config.json` than the one that is built in. */
  config?: string;
}

/** A request as the sandbox wrote it down; `path` has the query. */
export interface Asked {
  number: number;
  at: string;
  method: string;
  path: string;
  key: ("bearer" | "access-key" | "user-token" | "legacy" | "admin-auth")[];
  body: string | null;
  body_bytes: number;
  faults: number[];
  /** The browser repeated it by itself, because the connection it was sent on had closed. */
  resent: boolean;
  outcome: "running" | "answered" | "dropped" | "abandoned";
  status: number | null;
  ms: number | null;
}

/** Something to go wrong; what each field means stands in the sandbox's `fault_spec.rs`. */
export interface Fault {
  /** Any, if not given. */
  method?: string;
  /** `*` stands for any run of characters; the query counts only if the pattern has a `?`. */
  path: string;
  /** How many requests it hits; all, if not given. */
  times?: number;
  /** What happens to them. */
  then: Effect;
}

interface Common {
  delay_ms?: number;
  /** Waits until the fault is taken away. */
  hold?: true;
  /** After the handler ran and changed things, not instead of it. */
  after?: boolean;
}

export type Effect = Common &
  (
    | {
        status?: number;
        body?: unknown;
        content_type?: string;
        headers?: Record<string, string>;
        retry_after?: number;
      }
    | { cut_after: number; ending?: "clean" | "dropped" }
    | { reshape: "wrong_types" | "unknown_fields" | "null_lists" | "ten_megabytes" }
    | { html_502: true }
    | { drop: true }
  );

type Value = string | number | boolean | null;
type Row = Record<string, Value>;

/** The moment at which every test's tenant stands still. */
export const NOW = "2026-01-15T12:00:00Z";

const FIRST_LINE = /^listening on (http:\/\/\S+)$/;

/** A copy of the built dashboard with another `config.json`, without the compressed copies of the old one. */
function withConfig(built: string, config: string): string {
  const dist = mkdtempSync(join(tmpdir(), "gatehouse-dist-"));
  cpSync(built, dist, { recursive: true });
  for (const name of readdirSync(dist)) {
    if (name.startsWith("config.json.")) rmSync(join(dist, name));
  }
  writeFileSync(join(dist, "config.json"), config);
  return dist;
}

/** A tenant of a test's own: a process that ends with it. */
export class Sandbox {
  /** What the process said on its standard error. */
  errors = "";

  private constructor(
    private readonly child: ChildProcess,
    /** `http://127.0.0.1:PORT` */
    readonly address: string,
  ) {}

  static async start({ seed = "demo", flags = [], runs = false, config }: Tenant = {}): Promise<Sandbox> {
    const built = needed("GATEHOUSE_DIST");
    const dist = config === undefined ? built : withConfig(built, config);
    const child = spawn(
      needed("GATEHOUSE_SANDBOX"),
      [
        ...["--port", "0", "--db", ":memory:", "--seed", seed, "--dist", dist],
        ...["--control", "--now", NOW, ...(runs ? [] : ["--still"])],
        ...flags,
      ],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    // A worker that Playwright ends takes its tenants along.
    child.once("exit", () => dist !== built && rmSync(dist, { recursive: true }));
    const orphaned = () => child.kill("SIGKILL");
    process.once("exit", orphaned);
    child.once("exit", () => process.off("exit", orphaned));
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    const lines = createInterface(child.stdout);
    const first = await Promise.race([
      once(lines, "line").then(([line]) => String(line)),
      once(child, "exit").then(([code]) => `ended with ${String(code)}`),
    ]);
    const address = FIRST_LINE.exec(first)?.[1];
    if (address === undefined) {
      child.kill("SIGKILL");
      throw new Error(`the sandbox did not start: ${first}\n${errors}`);
    }
    const sandbox = new Sandbox(child, address);
    sandbox.errors = errors;
    child.stderr.on("data", (text: string) => (sandbox.errors += text));
    return sandbox;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, "exit");
      this.child.kill("SIGTERM");
      await ended;
    }
  }

  /** What was asked of the two APIs so far, oldest first. */
  async requests(): Promise<Asked[]> {
    const { requests } = await this.control<{ requests: Asked[] }>("GET", "requests");
    return requests;
  }

  /** Forget what was asked so far. */
  async forgetRequests(): Promise<void> {
    await this.control("DELETE", "requests");
  }

  /** Rows of the tenant's database, by a statement that reads. */
  async query<R = Row>(sql: string, params: readonly Value[] = []): Promise<R[]> {
    return this.control<R[]>("POST", "query", { sql, params });
  }

  /** Arrange what somebody else did; answers with the number of rows changed. */
  async execute(sql: string, params: readonly Value[] = []): Promise<number> {
    const { changed } = await this.control<{ changed: number }>("POST", "execute", { sql, params });
    return changed;
  }

  /** Let something go wrong from now on; answers with its id. */
  async fault({ then, ...which }: Fault): Promise<number> {
    const { id } = await this.control<{ id: number }>("POST", "faults", { ...which, ...then });
    return id;
  }

  /** Let nothing go wrong any more. */
  async mend(): Promise<void> {
    await this.control("DELETE", "faults");
  }

  /** Change the tenant's dialect: `{ "error-shape": "text" }`. */
  async switches(changes: Record<string, string>): Promise<void> {
    await this.control("PATCH", "switches", changes);
  }

  /** Let time pass in the tenant. */
  async advance(milliseconds: number): Promise<void> {
    await this.control("POST", "clock", { advance_ms: milliseconds });
  }

  private async control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.address}/sandbox/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} /sandbox/${path}: ${String(answer.status)} ${text}`);
    }
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }
}

function needed(variable: string): string {
  const value = process.env[variable];
  if (value === undefined) {
    throw new Error(`${variable} is not set: run the tests with cargo xtask test --only e2e`);
  }
  return value;
}
