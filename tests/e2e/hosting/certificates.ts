import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A certificate with its key, as files. */
export interface Certificate {
  certificate: string;
  key: string;
}

/** The names of the two upstreams; no resolver knows them. */
export const NAMES = { tines: "tines.test", tyk: "tyk.test" } as const;

/** Certificates of a test's own, made with openssl and gone with it. */
export class Certificates {
  private readonly folder = mkdtempSync(join(tmpdir(), "gatehouse-certificates-"));
  /** The authority that the server under test trusts. */
  readonly authority = this.file("authority");
  /** What the upstreams show when all is well. */
  readonly upstream: Certificate;
  /** The right names, by an authority that nobody knows. */
  readonly unknown: Certificate;
  /** The right authority, for other names. */
  readonly misnamed: Certificate;
  /** What the server under test shows the browser. */
  readonly site: Certificate;

  constructor() {
    const stranger = this.file("stranger");
    makeAuthority("trusted", this.authority);
    makeAuthority("stranger", stranger);
    const names = Object.values(NAMES).map((name) => `DNS:${name}`);
    this.upstream = this.sign("upstream", names, this.authority);
    this.unknown = this.sign("unknown", names, stranger);
    this.misnamed = this.sign("misnamed", ["DNS:elsewhere.test"], this.authority);
    this.site = this.sign("site", ["IP:127.0.0.1"], this.authority);
  }

  /** The text of the authority's certificate. */
  get trusted(): string {
    return readFileSync(this.authority.certificate, "utf8");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private file(name: string): Certificate {
    return { certificate: join(this.folder, `${name}.pem`), key: join(this.folder, `${name}.key`) };
  }

  private sign(name: string, names: string[], authority: Certificate): Certificate {
    const made = this.file(name);
    const [request, extensions] = [join(this.folder, `${name}.csr`), join(this.folder, `${name}.ext`)];
    writeFileSync(extensions, `subjectAltName=${names.join(",")}\nbasicConstraints=CA:FALSE\n`);
    openssl("req", ...NEW_KEY, "-keyout", made.key, "-out", request, "-subj", `/CN=${name}`);
    openssl(
      ...["x509", "-req", "-in", request, "-out", made.certificate, "-days", "2", "-extfile", extensions],
      ...["-CA", authority.certificate, "-CAkey", authority.key, "-CAcreateserial"],
    );
    return made;
  }
}

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

function makeAuthority(name: string, { certificate, key }: Certificate): void {
  openssl("req", "-x509", ...NEW_KEY, "-keyout", key, "-out", certificate, "-days", "2", "-subj", `/CN=${name}`);
}

function openssl(...args: string[]): void {
  execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
}
