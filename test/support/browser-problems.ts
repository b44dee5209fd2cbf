import type { BrowserContext } from 'playwright-core';

/** Chromium reports every answer of 400 and above as an error; a refusal by the API is what a test may be about. */
const refusedByApi = /^Failed to load resource: the server responded with a status of 4\d\d\b/;

const reportCspViolations = `addEventListener('securitypolicyviolation', (event) =>
  console.error('CSP violation of ' + event.effectiveDirective + ' by ' + (event.blockedURI || 'inline')))`;

/**
 * Collects what a person would not see: errors in the console, uncaught errors, violations of the content security
 * policy, and every request that leaves the origin (no third party is ever contacted by a page).
 */
export async function collectProblems(context: BrowserContext, origin: string): Promise<string[]> {
  const problems: string[] = [];
  await context.addInitScript({ content: reportCspViolations });
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    const expected = refusedByApi.test(message.text()) && message.location().url.startsWith(`${origin}/api/`);
    if (!expected) problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => problems.push(`uncaught: ${error.error().stack ?? error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    const stays = url.origin === origin || url.protocol === 'data:' || url.protocol === 'blob:' || url.protocol === 'about:';
    if (!stays) problems.push(`request to another origin: ${request.url()}`);
  });
  return problems;
}
