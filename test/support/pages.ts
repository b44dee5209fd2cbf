import type { Device } from './browser.js';
import { AuthenticatorApp } from './totp.js';

export type MethodName = 'Passkey' | 'Authenticator app' | 'Code by e-mail' | 'Recovery code';

/** The hosted pages as a person uses them: by what is written on them, never by what they are made of. */
export class Pages {
  constructor(readonly device: Device) {}

  get page(): Device['page'] {
    return this.device.page;
  }

  /** Waits for a page by its heading. */
  async on(heading: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
  }

  /** A button, or a link that leads on like one. */
  async press(name: string): Promise<void> {
    const button = this.page.getByRole('button', { name, exact: true });
    await button.or(this.page.getByRole('link', { name, exact: true })).click();
  }

  async fill(label: string, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  /** What the page says went wrong. */
  async alert(): Promise<string> {
    const alert = this.page.getByRole('alert').filter({ hasText: /\S/ });
    await alert.waitFor();
    return alert.innerText();
  }

  /** The address, then the password. */
  async signIn(email: string, password: string, path = '/'): Promise<void> {
    await this.page.goto(path);
    await this.enterEmail(email);
    await this.enterPassword(password);
  }

  /** What comes next is not waited for: with passkeys in the autofill list, the password's page may be gone before it is seen. */
  async enterEmail(email: string): Promise<void> {
    await this.on('Sign in');
    await this.fill('E-mail address', email);
    await this.press('Continue');
  }

  async enterPassword(password: string): Promise<void> {
    await this.on('Enter your password');
    await this.fill('Password', password);
    await this.press('Continue');
  }

  async acceptInvitation(link: URL, password: string): Promise<void> {
    await this.page.goto(link.href);
    await this.on('Choose your password');
    await this.fill('New password', password);
    await this.press('Continue');
  }

  /** Reads the key under the QR code, as somebody without a camera does. */
  async readSetUpKey(): Promise<AuthenticatorApp> {
    await this.on('Set up your authenticator app');
    const text = await this.page.getByRole('group', { name: 'Set-up key' }).innerText();
    const key = /[A-Z2-7]{4}(?:\s+[A-Z2-7]{4})+/.exec(text)?.[0];
    if (key === undefined) throw new Error(`no set-up key in "${text}"`);
    return new AuthenticatorApp(key);
  }

  async setUpAuthenticator(): Promise<AuthenticatorApp> {
    const app = await this.readSetUpKey();
    await this.fill('Code from the app', await app.code());
    return app;
  }

  /** @param heading says whether it is the first code or the one after a used one */
  async storeRecoveryCode(heading: 'Store your recovery code' | 'Store your new recovery code' = 'Store your recovery code'): Promise<string> {
    await this.on(heading);
    const text = await this.page.getByRole('group', { name: 'Recovery code' }).innerText();
    const code = /[0-9A-HJKMNP-TV-Z]{4}(?:[\s-]+[0-9A-HJKMNP-TV-Z]{4}){5}/.exec(text)?.[0];
    if (code === undefined) throw new Error('no recovery code on the page');
    await this.page.getByRole('checkbox', { name: 'I have stored the recovery code' }).check();
    await this.press('Continue');
    return code;
  }

  async trustDevice(): Promise<void> {
    await this.on('Trust this device?');
    await this.press('Continue');
  }

  async doNotTrustDevice(): Promise<void> {
    await this.on('Trust this device?');
    await this.press('Not now');
  }

  /**
   * The passkey of this device. The page asks for it by itself while the press that led there still counts for the browser
   * (transient activation), so the button is only pressed when nothing happens.
   */
  async usePasskey(): Promise<void> {
    const signedIn = this.page.getByRole('heading', { level: 1, name: 'You are signed in' });
    const asked = this.page.getByRole('button', { name: 'Use passkey', disabled: false });
    await signedIn.or(asked).waitFor();
    await signedIn.waitFor({ timeout: 2_000 }).catch(() => Promise.race([signedIn.waitFor(), asked.click()].map((either) => either.catch(() => undefined))));
  }

  /** From whichever method is asked for to another one. */
  async tryAnother(method: MethodName): Promise<void> {
    await this.press('Try another method');
    await this.on('Choose another method');
    await this.page.getByRole('button', { name: new RegExp(`^${method}`) }).click();
  }

  /** The names of the methods that are offered instead of the one that is asked for. */
  async offeredMethods(): Promise<readonly MethodName[]> {
    await this.press('Try another method');
    await this.on('Choose another method');
    const names: readonly MethodName[] = ['Passkey', 'Authenticator app', 'Code by e-mail', 'Recovery code'];
    const shown = await Promise.all(names.map((name) => this.page.getByRole('button', { name: new RegExp(`^${name}`) }).count()));
    return names.filter((_, index) => shown[index] === 1);
  }

  async signedIn(): Promise<void> {
    await this.on('You are signed in');
  }
}
