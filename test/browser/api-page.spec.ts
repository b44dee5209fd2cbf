import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestBrowser } from '../support/browser.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
let browser: TestBrowser;
beforeAll(async () => {
  service = await startService();
  browser = await TestBrowser.launch(service.origin);
});
afterEach(async ({ task }) => {
  await browser.closeDevices(task.result?.state === 'fail' ? task.name : undefined);
});
afterAll(async () => {
  await browser.close();
  await service[Symbol.asyncDispose]();
});

/** Nothing that the content security policy forbids, no request to another origin, no error. */
const expectNothingForbidden = () => expect(browser.takeProblems()).toEqual([]);

describe('the page of the API description', () => {
  it('shows the introduction and every operation', async () => {
    const { page } = await browser.newDevice();
    await page.goto('/api');
    await page.getByRole('heading', { name: 'The sign-in is a resource' }).waitFor();
    const { paths } = (await (await fetch(`${service.origin}/api/openapi.json`)).json()) as { paths: Record<string, object> };
    const operations = Object.values(paths).flatMap((item) => Object.keys(item));
    await expect.poll(() => page.locator('.opblock').count()).toBe(operations.length);
    expect(await page.locator('.errors-wrapper').count()).toBe(0);
    expectNothingForbidden();
  });

  it('sends a request of one’s own to the service', async () => {
    const { page } = await browser.newDevice();
    await page.goto('/api');
    const operation = page.locator('#operations-Sign-in-beginSignIn');
    await operation.locator('.opblock-summary-control').click();
    await operation.getByText('first-factor').first().waitFor();
    await operation.getByRole('button', { name: 'Try it out' }).click();
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await operation.getByRole('button', { name: 'Execute' }).click();
    expect((await answered).status()).toBe(201);
    await operation.locator('.live-responses-table').waitFor();
    expectNothingForbidden();
  });
});
