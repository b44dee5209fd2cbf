import { RequestInvalid } from '../platform/http/problem.js';
import { allowedReturnTo } from '../platform/http/return-to.js';

/** Where a sign-in may lead: our own paths, and what the allow-list names. */
export class ReturnTo {
  constructor(
    private readonly publicOrigin: string,
    private readonly allowList: readonly string[],
  ) {}

  /** @returns the address as the browser will read it. @throws RequestInvalid */
  demand(address: string | undefined): string | null {
    if (address === undefined) return null;
    const allowed = allowedReturnTo(address, this.publicOrigin, this.allowList);
    if (allowed === null) throw new RequestInvalid([{ path: 'returnTo', message: 'Not an allowed address' }]);
    return allowed;
  }
}
