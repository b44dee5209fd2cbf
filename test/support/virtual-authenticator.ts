import type { CDPSession, Page } from 'playwright-core';

/** A passkey as an authenticator keeps it. */
export interface PasskeyCredential {
  readonly credentialId: string;
  readonly isResidentCredential: boolean;
  readonly rpId?: string;
  readonly privateKey: string;
  readonly userHandle?: string;
  readonly signCount: number;
}

/** A platform authenticator (Touch ID, Windows Hello) of one page, played by Chromium: WebAuthn Level 3 §11, over CDP. */
export class VirtualAuthenticator {
  private constructor(
    private readonly session: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async attach(page: Page, passkeys: readonly PasskeyCredential[] = []): Promise<VirtualAuthenticator> {
    const session = await page.context().newCDPSession(page);
    await session.send('WebAuthn.enable');
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    for (const credential of passkeys) await session.send('WebAuthn.addCredential', { authenticatorId, credential });
    return new VirtualAuthenticator(session, authenticatorId);
  }

  /** Whether the person at the device is recognized by biometrics or PIN from now on. */
  async setUserVerified(isUserVerified: boolean): Promise<void> {
    await this.session.send('WebAuthn.setUserVerified', { authenticatorId: this.authenticatorId, isUserVerified });
  }

  /** Whether somebody touches the device when it asks; `false` leaves every request open until it times out. */
  async setPresence(enabled: boolean): Promise<void> {
    await this.session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: this.authenticatorId, enabled });
  }

  /** What it holds: to be given to the same device in another browser profile. */
  async passkeys(): Promise<readonly PasskeyCredential[]> {
    const { credentials } = await this.session.send('WebAuthn.getCredentials', { authenticatorId: this.authenticatorId });
    return credentials;
  }

  /** Holds these and no others, with their counters as they are now. */
  async replace(passkeys: readonly PasskeyCredential[]): Promise<void> {
    await this.clear();
    for (const credential of passkeys) await this.session.send('WebAuthn.addCredential', { authenticatorId: this.authenticatorId, credential });
  }

  async clear(): Promise<void> {
    await this.session.send('WebAuthn.clearCredentials', { authenticatorId: this.authenticatorId });
  }
}
