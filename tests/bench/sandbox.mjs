// The tenants to measure on: the sandbox with the built dashboard and, beside it, the plain page.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

/** A folder with both pages, the plain one compressed as well; gone when this ends. */
export function site(dist) {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true }));
  cpSync(dist, folder, { recursive: true });
  const plain = join(folder, "plain");
  cpSync(fileURLToPath(new URL("plain", import.meta.url)), plain, { recursive: true });
  for (const name of readdirSync(plain)) {
    writeFileSync(join(plain, `${name}.br`), brotliCompressSync(readFileSync(join(plain, name))));
  }
  return folder;
}

/** Starts a tenant; answers with its address and how to end it. */
export async function tenant(program, dist, seed) {
  const flags = ["--port", "0", "--db", ":memory:", "--seed", seed, "--dist", dist, "--no-limits", "--still"];
  const child = spawn(program, flags, { stdio: ["ignore", "pipe", "inherit"] });
  process.once("exit", () => child.kill("SIGKILL"));
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), once(child, "exit")]);
  const address = /^listening on (http:\/\/\S+)$/.exec(String(line))?.[1];
  if (address === undefined) throw new Error(`the sandbox did not start: ${line}`);
  return {
    address,
    stop: async () => {
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}
