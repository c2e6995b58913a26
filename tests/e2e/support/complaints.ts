import { expect, type BrowserContext } from "@playwright/test";

/**
 * What the pages of a test complained of: errors in the console, exceptions, violations of the content
 * security policy, and requests to anywhere but the tenant. Each fails the test unless announced.
 */
export class Complaints {
  private readonly heard: string[] = [];
  private readonly announced: RegExp[] = [];

  private constructor() {}

  static async listen(context: BrowserContext, origin: string): Promise<Complaints> {
    const complaints = new Complaints();
    const { heard } = complaints;
    context.on("console", (message) => {
      if (message.type() === "error" || message.type() === "assert") {
        heard.push(`console: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => heard.push(`exception: ${error.error().message}`));
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin !== origin && url.protocol !== "data:" && url.protocol !== "blob:") {
        heard.push(`foreign request: ${request.url()}`);
      }
    });
    // Reported through the console, which is heard above: a binding would be visible to the page.
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (violation) => {
        console.error(
          `content security policy: ${violation.effectiveDirective} blocked ${violation.blockedURI}`,
          violation.sourceFile,
          violation.lineNumber,
        );
      });
    });
    return complaints;
  }

  /** What the test is about to provoke, such as `/status of 502/`: it must come, and is no failure. */
  announce(pattern: RegExp): void {
    this.announced.push(pattern);
  }

  /** Everything heard was announced, and everything announced was heard. */
  settle(): void {
    const matches = (complaint: string) => (pattern: RegExp) => pattern.test(complaint);
    const surprises = this.heard.filter((complaint) => !this.announced.some(matches(complaint)));
    expect(surprises, "the pages complain of nothing that the test did not announce").toEqual([]);
    const missing = this.announced.filter((pattern) => !this.heard.some((c) => matches(c)(pattern)));
    expect(missing.map(String), "what the test announced did happen").toEqual([]);
  }
}
