/** Prints the fault matrix, once its tests have run: every page, every fault, while reading and while writing. */
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

import type { Verdict } from "./faults.spec.ts";
import { FAULTS, ROWS } from "./faults.table.ts";

const SIGNS = { held: "✓", senseless: "·", broke: "✗" } as const;
const SIDES = ["read", "write"] as const;

/** A cell's name. */
const key = (row: string, side: string, fault: string): string => [row, side, fault].join("\u0000");

export default class FaultTable implements Reporter {
  private readonly verdicts = new Map<string, Verdict>();

  onTestEnd(_: TestCase, { attachments }: TestResult): void {
    for (const { name, body } of attachments) {
      if (name !== "faults" || body === undefined) continue;
      for (const verdict of JSON.parse(body.toString()) as Verdict[]) {
        this.verdicts.set(key(verdict.row, verdict.side, verdict.fault), verdict);
      }
    }
  }

  onEnd(): void {
    if (this.verdicts.size > 0) console.log(this.table());
  }

  /** What is known of a cell; a side of a page that makes no sense at all says so in the table itself. */
  private verdict(row: (typeof ROWS)[number], side: (typeof SIDES)[number], fault: string): Verdict | undefined {
    const doing = row[side];
    if ("senseless" in doing) return { row: row.name, side, fault, verdict: "senseless", why: doing.senseless };
    return this.verdicts.get(key(row.name, side, fault));
  }

  private table(): string {
    const wide = Math.max(...FAULTS.map(({ name }) => name.length));
    const head = ROWS.map((_, index) => String(index + 1).padStart(2)).join(" ");
    const lines = FAULTS.map(({ name }) => {
      const cells = ROWS.map((row) => SIDES.map((side) => SIGNS[this.verdict(row, side, name)?.verdict ?? "none" as never] ?? " ").join(""));
      return `${name.padEnd(wide)}  ${cells.join(" ")}`;
    });
    const all = ROWS.flatMap((row) => SIDES.flatMap((side) => FAULTS.map(({ name }) => this.verdict(row, side, name))));
    const number = (verdict: Verdict["verdict"] | undefined) => all.filter((one) => one?.verdict === verdict).length;
    return [
      "",
      "Faults: each page while it reads and while it writes.",
      `${SIGNS.held} holds: ${String(number("held"))}; ${SIGNS.senseless} makes no sense, and why stands below: ${String(number("senseless"))}; ` +
        `${SIGNS.broke} broke: ${String(number("broke"))}; blank: did not run: ${String(number(undefined))}`,
      "",
      ...ROWS.map(({ name }, index) => `${String(index + 1).padStart(wide)}  ${name}`),
      "",
      `${"".padEnd(wide)}  ${head}`,
      ...lines,
      "",
      ...this.reasons(),
    ].join("\n");
  }

  /** Why a cell makes no sense, or how it broke; a reason for many faults of a page is told once. */
  private reasons(): string[] {
    const told = new Map<string, string[]>();
    for (const row of ROWS) {
      for (const side of SIDES) {
        for (const { name } of FAULTS) {
          const verdict = this.verdict(row, side, name);
          if (verdict?.why === undefined) continue;
          const words = `${SIGNS[verdict.verdict]} ${row.name}, ${side}: ${verdict.why.split("\n").slice(0, 3).join(" ")}`;
          told.set(words, [...(told.get(words) ?? []), name]);
        }
      }
    }
    return [...told].map(([words, faults]) => (faults.length === FAULTS.length ? words : `${words} (${faults.join("; ")})`));
  }
}
