import type { AccountLimits } from '#domain/account/limits.js';

/** What a session has to be for the console, besides being a session. */
export interface ConsoleLimits {
  readonly seconds: number;
  readonly idleSeconds: number;
  /** `phr`: a passkey; `aal2`: at least an authenticator app. */
  readonly acr: 'phr' | 'aal2';
}

/** The numbers of the configuration that use cases need; every one of them is in docs/limits.md. */
export class ServiceLimits {
  constructor(
    readonly account: AccountLimits,
    readonly session: { readonly seconds: number; readonly idleSeconds: number },
    readonly firstOwnerLinkSeconds: number,
    readonly console: ConsoleLimits,
  ) {}
}
