import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request as ask, type IncomingHttpHeaders } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";

import type { Certificate } from "./certificates.ts";

/** A request as it arrived over TLS. */
export interface Arrived {
  /** The name that the client asked for in its handshake (SNI). */
  name: string;
  method: string;
  /** Exactly as it was written. */
  path: string;
  headers: IncomingHttpHeaders;
}

/** What the real APIs, and what stands before them, are seen to say, and must not reach the browser. */
export const UNWANTED = {
  "cache-control": "public, max-age=600",
  expires: "Thu, 01 Jan 2037 00:00:00 GMT",
  "set-cookie": "session=upstream; Path=/",
  "www-authenticate": 'Basic realm="upstream"',
  "access-control-allow-origin": "*",
  "content-security-policy": "default-src *",
  "permissions-policy": "camera=*",
  "x-content-type-options": "none",
  server: "upstream/1",
} as const;

/** The two APIs as they are in the world: over TLS, by name, at the top of their hosts. Behind it stands a sandbox. */
export class Upstream {
  /** What arrived so far. */
  readonly arrived: Arrived[] = [];

  private constructor(private readonly server: Server) {}

  static async start(sandbox: string, { certificate, key }: Certificate): Promise<Upstream> {
    const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) });
    const upstream = new Upstream(server);
    server.on("request", (incoming, answer) => {
      const { method = "", url = "", headers, socket } = incoming;
      const name = (socket as TLSSocket & { servername?: string | false }).servername;
      upstream.arrived.push({ name: name || "", method, path: url, headers });
      const { connection: _, ...passed } = headers;
      const asked = ask(sandbox + url, { method, headers: passed }, (answered) => {
        const { connection: __, ...given } = answered.headers;
        answer.writeHead(answered.statusCode ?? 500, { ...given, ...UNWANTED });
        answered.pipe(answer);
      });
      asked.once("error", () => socket.destroy());
      incoming.pipe(asked);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return upstream;
  }

  /** `127.0.0.1:PORT` */
  get address(): string {
    return `127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}
