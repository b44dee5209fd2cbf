import type { AccountLimits } from '#domain/account/limits.js';

/** The numbers of the configuration that use cases need; every one of them is in docs/limits.md. */
export class ServiceLimits {
  constructor(
    readonly account: AccountLimits,
    readonly session: { readonly seconds: number; readonly idleSeconds: number },
    readonly firstOwnerLinkSeconds: number,
  ) {}
}
