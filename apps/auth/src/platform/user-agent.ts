import Bowser from 'bowser';

/** The header comes from anybody: what it names itself is cut. */
const LONGEST_NAME = 40;
const BROWSERS: ReadonlySet<string> = new Set(Object.values(Bowser.BROWSER_MAP));
const SYSTEMS: ReadonlySet<string> = new Set(Object.values(Bowser.OS_MAP));

/** What a user agent names; `null` where it names nothing. */
export interface NamedBrowser {
  readonly browser: string | null;
  readonly system: string | null;
}

/** As the header says it: a browser that the parser does not know is called what it calls itself. */
function browserNamedIn(userAgent: string): NamedBrowser {
  if (userAgent.trim() === '') return { browser: null, system: null };
  const { browser, os } = Bowser.parse(userAgent);
  return { browser: cut(browser.name), system: cut(os.name) };
}

const cut = (name: string | undefined): string | null => (name === undefined || name === '' ? null : name.slice(0, LONGEST_NAME));

/** Only names on the parser's own lists, for where a made-up name would be an attacker's text in ours. */
export function knownBrowserOf(userAgent: string): NamedBrowser {
  const { browser, system } = browserNamedIn(userAgent);
  return {
    browser: browser !== null && BROWSERS.has(browser) ? browser : null,
    system: system !== null && SYSTEMS.has(system) ? system : null,
  };
}

/** `Chrome on Windows`, `Safari on iOS`, `ClinicDesktop`, at most 60 characters; `null` when it says nothing that people know. */
export function describeUserAgent(userAgent: string, on: 'on' | 'auf' = 'on'): string | null {
  const { browser, system } = browserNamedIn(userAgent);
  const words = [browser, system].filter((name) => name !== null);
  return words.length === 0 ? null : words.join(` ${on} `);
}
