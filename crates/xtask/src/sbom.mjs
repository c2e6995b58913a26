// Writes what the dashboard is made of as a CycloneDX 1.6 list: node … CARGO WASM-TARGET LIST.
//
// Told are the packages whose code is in the wasm. What only builds it (macros, build scripts) stands there with
// the scope "excluded".
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const [cargo, platform, list] = process.argv.slice(-3);
const asked = ["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", platform];
const { packages, resolve } = JSON.parse(execFileSync(cargo, asked, { maxBuffer: 2 ** 28 }));
const byId = new Map(packages.map((one) => [one.id, one]));
const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));

/** The checksums of what came from a registry, by `name version`. */
const checksums = new Map(
  readFileSync("Cargo.lock", "utf8")
    .split("[[package]]")
    .map((part) => Object.fromEntries([...part.matchAll(/^(name|version|checksum) = "(.*)"$/gm)].map((m) => [m[1], m[2]])))
    .filter(({ checksum }) => checksum)
    .map(({ name, version, checksum }) => [`${name} ${version}`, checksum]),
);

const root = packages.find(({ name }) => name === "gatehouse");
const isMacro = ({ targets }) => targets.some(({ kind }) => kind.includes("proc-macro"));
/** Whether its code is shipped, by id. */
const found = new Map();
const visit = (id, ships) => {
  if (found.get(id) || (found.has(id) && !ships)) return;
  found.set(id, ships);
  for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) {
    const one = byId.get(pkg);
    if (kinds.some(({ kind }) => kind === null)) visit(pkg, ships && !isMacro(one));
    else if (kinds.some(({ kind }) => kind === "build")) visit(pkg, false);
  }
};
visit(root.id, true);

const purl = ({ name, version }) => `pkg:cargo/${name}@${version}`;
const component = (one) => {
  const checksum = checksums.get(`${one.name} ${one.version}`);
  return {
    type: one === root ? "application" : "library",
    "bom-ref": purl(one),
    name: one.name,
    version: one.version,
    ...(one.description && { description: one.description.trim() }),
    scope: found.get(one.id) ? "required" : "excluded",
    ...(checksum && { hashes: [{ alg: "SHA-256", content: checksum }] }),
    // Some old packages part two licences by a stroke, which SPDX does not know.
    ...(one.license && { licenses: [{ expression: one.license.replaceAll("/", " OR ") }] }),
    purl: purl(one),
    ...(one.repository && { externalReferences: [{ type: "vcs", url: one.repository }] }),
  };
};
const inOrder = [...found.keys()].map((id) => byId.get(id)).sort((a, b) => (purl(a) < purl(b) ? -1 : 1));
const { scope: _, ...application } = component(root);
const bom = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component: application },
  components: inOrder.filter((one) => one !== root).map(component),
  dependencies: inOrder.map((one) => ({
    ref: purl(one),
    dependsOn: nodes
      .get(one.id)
      .dependencies.filter((id) => found.has(id))
      .map((id) => purl(byId.get(id)))
      .sort(),
  })),
};
writeFileSync(list, `${JSON.stringify(bom, null, 1)}\n`);
