import type { IncomingMessage } from 'node:http';

/** Which of its two hosts a request is for. */
export type Site = 'public' | 'console';

/**
 * Under which origins browsers find the service. Where the console has one of its own, console and API of the console are there and
 * nowhere else, so that a script on a page of everybody's cannot reach them (ASVS 3.5.4); sign-in is on both.
 */
export class Hosts {
  readonly #consoleHost: string | undefined;

  /** @param consoleOrigin the same as the public one: together */
  constructor(
    private readonly publicOrigin: string,
    private readonly consoleOrigin = publicOrigin,
  ) {
    this.#consoleHost = consoleOrigin === publicOrigin ? undefined : new URL(consoleOrigin).host;
  }

  /** By `Host`; a proxy in front has to pass it on. */
  siteOf({ headers }: IncomingMessage): Site {
    return this.#consoleHost !== undefined && headers.host?.toLowerCase() === this.#consoleHost ? 'console' : 'public';
  }

  originOf(site: Site): string {
    return site === 'console' ? this.consoleOrigin : this.publicOrigin;
  }

  /**
   * Where a request at the wrong host belongs.
   *
   * @param route as it was registered, so that no spelling of a path gets by
   * @returns `undefined`: it is right here; `nowhere`: there is no such thing; else the address to go to
   */
  elsewhere(site: Site, route: string | undefined, url: string): string | undefined {
    if (this.#consoleHost === undefined || route === undefined) return undefined;
    if (site === 'console') return route === '/*' && url === '/' ? '/console' : undefined;
    if (isUnder(route, '/api/v1/admin')) return 'nowhere';
    return isUnder(route, '/console') ? `${this.consoleOrigin}${url}` : undefined;
  }
}

const isUnder = (route: string, prefix: string): boolean => route === prefix || route.startsWith(`${prefix}/`);
