import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { NAMES, type Certificates } from "./certificates.ts";

/** How the server is to be set up. */
export interface Setup {
  /** Where the dashboard stands: nothing, or a path such as `/console`. */
  at: string;
  /** The built dashboard. */
  dist: string;
  /** `host:port` of both upstreams. */
  upstream: string;
  certificates: Certificates;
  /** The server adds the keys, behind a password. */
  addsKeys: boolean;
}

/** Who may in where the server adds the keys. */
export const PERSON = { username: "admin", password: "correct horse battery" };
/** The keys that it adds. */
export const KEYS = { tines: "key-that-the-server-adds", tyk: "secret-that-the-server-adds" };

const DEPLOY = join(dirname(fileURLToPath(import.meta.url)), "../../../deploy");

/** The web server that this run is about, from the files in `deploy/`: an ordinary process of a test's own. */
export class WebServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    /** `https://127.0.0.1:PORT` */
    readonly origin: string,
    /** What it said on its standard error. */
    readonly said: () => string,
  ) {}

  static async start(setup: Setup): Promise<WebServer> {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-server-"));
    mkdirSync(join(folder, "gatehouse"));
    const port = await freePort();
    const program = needed("GATEHOUSE_SERVER_PROGRAM");
    const child = needed("GATEHOUSE_SERVER") === "nginx" ? nginx(program, folder, port, setup) : caddy(program, folder, port, setup);
    const orphaned = () => child.kill("SIGKILL");
    process.once("exit", orphaned);
    child.once("exit", () => process.off("exit", orphaned));
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
    const server = new WebServer(child, folder, `https://127.0.0.1:${String(port)}`, () => said);
    await server.answers(port);
    return server;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, "exit");
      this.child.kill("SIGTERM");
      await ended;
    }
    rmSync(this.folder, { recursive: true });
  }

  private async answers(port: number): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      if (this.child.exitCode !== null) break;
      if (await listens(port)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.child.kill("SIGKILL");
    throw new Error(`the web server did not start:\n${this.said()}`);
  }
}

/** What the files in `deploy/` are filled in with; docs/deploy.md lists the same names. */
function settings({ at, dist, upstream, certificates }: Setup): Record<string, string> {
  return {
    GATEHOUSE_PATH: at,
    GATEHOUSE_DIST: dist,
    TINES_HOST: NAMES.tines,
    TINES_ADDRESS: upstream,
    TYK_HOST: NAMES.tyk,
    TYK_ADDRESS: upstream,
    UPSTREAM_CA: certificates.authority.certificate,
    TINES_KEY: KEYS.tines,
    TYK_SECRET: KEYS.tyk,
  };
}

function nginx(program: string, folder: string, port: number, setup: Setup): ChildProcess {
  const { certificate, key } = setup.certificates.site;
  const users = join(folder, "users");
  const values: Record<string, string> = {
    ...settings(setup),
    GATEHOUSE_LISTEN: `127.0.0.1:${String(port)} ssl http2`,
    GATEHOUSE_CERTIFICATE: certificate,
    GATEHOUSE_CERTIFICATE_KEY: key,
    GATEHOUSE_USERS: users,
  };
  // As envsubst does it; a name that is not set would be left empty there, and is a mistake here.
  const fill = (from: string, to: string) => {
    const filled = readFileSync(join(DEPLOY, from), "utf8").replace(/\$\{([A-Z_]+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${from} wants ${name}, which nobody sets`);
      return value;
    });
    writeFileSync(join(folder, to), filled);
  };
  fill("nginx.conf", "site.conf");
  if (setup.addsKeys) {
    fill("nginx-proxy-key.conf", "gatehouse/key.conf");
    const hash = execFileSync("openssl", ["passwd", "-6", PERSON.password], { encoding: "utf8" });
    writeFileSync(users, `${PERSON.username}:${hash}`);
  }
  // What a distribution's own nginx.conf brings.
  const brotli = process.env["GATEHOUSE_NGINX_BROTLI"];
  const temporary = ["client_body", "proxy", "fastcgi", "scgi", "uwsgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
  writeFileSync(
    join(folder, "nginx.conf"),
    [
      ...(process.getuid?.() === 0 ? ["user root;"] : []),
      "daemon off;",
      "worker_processes 1;",
      `pid ${folder}/pid;`,
      ...(brotli ? [`load_module ${brotli};`] : []),
      "events {}",
      `http { access_log off; ${temporary.join(" ")} include site.conf; }`,
    ].join("\n"),
  );
  return spawn(program, ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"], { stdio: ["ignore", "ignore", "pipe"] });
}

function caddy(program: string, folder: string, port: number, setup: Setup): ChildProcess {
  const { certificate, key } = setup.certificates.site;
  copyFileSync(join(DEPLOY, "Caddyfile"), join(folder, "Caddyfile"));
  const person = { GATEHOUSE_USER: PERSON.username, GATEHOUSE_PASSWORD_HASH: "" };
  if (setup.addsKeys) {
    copyFileSync(join(DEPLOY, "proxy-key.caddy"), join(folder, "gatehouse/key.caddy"));
    person.GATEHOUSE_PASSWORD_HASH = execFileSync(program, ["hash-password", "--plaintext", PERSON.password], { encoding: "utf8" }).trim();
  }
  return spawn(program, ["run", "--config", join(folder, "Caddyfile"), "--adapter", "caddyfile"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...settings(setup),
      ...person,
      GATEHOUSE_SITE: `https://127.0.0.1:${String(port)}`,
      GATEHOUSE_TLS: `${certificate} ${key}`,
      HOME: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
    },
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** What xtask tells the tests. */
export function needed(variable: string): string {
  const value = process.env[variable];
  if (value === undefined) {
    throw new Error(`${variable} is not set: run the tests with cargo xtask test --only hosting`);
  }
  return value;
}
