import { createHash, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { collectProblems } from './browser-problems.js';
import { VirtualAuthenticator, type PasskeyCredential } from './virtual-authenticator.js';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** `npm test` finds the browser and names it in CHROMIUM_PATH; for one spec alone the usual places are enough. */
const usualPlaces = ['/usr/bin/chromium', '/usr/bin/google-chrome', chromium.executablePath()];
/** There are no passkeys on a page without a secure origin, the empty one among them. */
const noAutofill = 'if (isSecureContext) PublicKeyCredential.isConditionalMediationAvailable = async () => false';
const screenshots = 'test-results/screenshots';

export interface DeviceOptions {
  /** BCP 47; the pages follow it. */
  readonly locale?: string;
  /** The passkeys that this device holds already: the same device with another browser profile. */
  readonly passkeys?: readonly PasskeyCredential[];
  /** `false`: a device without biometrics or PIN of its own. */
  readonly authenticator?: boolean;
  /**
   * Whether the browser offers passkeys in the autofill list of a page. Chromium's authenticator answers that request by itself and at
   * once, where a person would have to choose from the list; so only the tests of that list have it.
   */
  readonly autofill?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** One Chromium per test file; every device in it is as separate as two machines are. */
export class TestBrowser {
  readonly #devices: Device[] = [];

  private constructor(
    private readonly browser: Browser,
    /** The only origin that a page may talk to. */
    readonly origin: string,
  ) {}

  /** @param trusted the public key of a certificate that nobody has signed whom the browser knows */
  static async launch(origin: string, trusted?: KeyObject): Promise<TestBrowser> {
    const executablePath = process.env['CHROMIUM_PATH'] ?? usualPlaces.find((path) => existsSync(path));
    if (executablePath === undefined) throw new Error('no Chromium: name one in CHROMIUM_PATH, or run "npm test", which finds or installs one');
    const trust = trusted === undefined ? [] : [`--ignore-certificate-errors-spki-list=${createHash('sha256').update(trusted.export({ type: 'spki', format: 'der' })).digest('base64')}`];
    return new TestBrowser(await chromium.launch({ executablePath, args: [...flags, ...trust] }), origin);
  }

  /** A device that was never here: no cookies, no storage, an authenticator of its own. */
  async newDevice(options: DeviceOptions = {}): Promise<Device> {
    const context = await this.browser.newContext({
      baseURL: this.origin,
      locale: options.locale ?? 'en-US',
      reducedMotion: 'reduce',
      ...(options.colorScheme === undefined ? {} : { colorScheme: options.colorScheme }),
      ...(options.viewport === undefined ? {} : { viewport: options.viewport }),
    });
    // On a machine that is busy with other browsers, too; a test that waits for what never comes should say so before it ends.
    context.setDefaultTimeout(60_000);
    if (options.autofill !== true) await context.addInitScript(noAutofill);
    const problems = await collectProblems(context, this.origin);
    const page = await context.newPage();
    const authenticator = options.authenticator === false ? undefined : await VirtualAuthenticator.attach(page, options.passkeys);
    const device = new Device(context, page, problems, authenticator);
    this.#devices.push(device);
    return device;
  }

  /** What went wrong unseen on any device: to be empty after every test. Begins anew afterwards. */
  takeProblems(): readonly string[] {
    return this.#devices.flatMap(({ problems }) => problems.splice(0));
  }

  /** After every test: pictures of all open pages when it failed, then the devices are gone. */
  async closeDevices(nameOfFailedTest?: string): Promise<void> {
    for (const [index, device] of this.#devices.splice(0).entries()) {
      if (nameOfFailedTest !== undefined) await device.screenshot(`failed ${nameOfFailedTest} ${index + 1}`).catch(() => undefined);
      await device.context.close();
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

/** One person's browser profile with one page. */
export class Device {
  /** @param authenticator `undefined`: this device has none */
  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly problems: string[],
    private readonly authenticatorOrNone: VirtualAuthenticator | undefined,
  ) {}

  get authenticator(): VirtualAuthenticator {
    if (this.authenticatorOrNone === undefined) throw new Error('this device has no authenticator');
    return this.authenticatorOrNone;
  }

  /** WCAG 2.2 AA, as far as a machine can see it: one line per violation, empty when there is none. */
  accessibilityViolations(): Promise<readonly string[]> {
    return this.#violations((axe) => axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']));
  }

  /** The same in the light and in the dark; in the dark only the colours are others. */
  async violationsInBothSchemes(): Promise<readonly string[]> {
    await this.page.emulateMedia({ colorScheme: 'dark' });
    const dark = await this.#violations((axe) => axe.withRules(['color-contrast', 'link-in-text-block']));
    await this.page.emulateMedia({ colorScheme: 'light' });
    return [...(await this.accessibilityViolations()), ...dark.map((violation) => `dark: ${violation}`)];
  }

  /** By how many pixels the page is wider than the screen: on a telephone nobody scrolls sideways. */
  overflow(): Promise<number> {
    return this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  async #violations(choose: (axe: AxeBuilder) => AxeBuilder): Promise<readonly string[]> {
    // It takes a third of the time without a page of its own for every result (there are no frames of other origins), without what is
    // right, and without half a megabyte of script that is there already.
    const script = (await this.page.evaluate<boolean>("'axe' in window")) ? { axeSource: ';' } : {};
    const axe = new AxeBuilder({ page: this.page, ...script }).setLegacyMode().options({ resultTypes: ['violations'] });
    const { violations } = await choose(axe).analyze();
    return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`);
  }

  /** Into test-results/screenshots/, for people to look at. */
  async screenshot(name: string): Promise<string> {
    mkdirSync(screenshots, { recursive: true });
    const path = `${screenshots}/${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`;
    await this.page.screenshot({ path, fullPage: true });
    return path;
  }
}
