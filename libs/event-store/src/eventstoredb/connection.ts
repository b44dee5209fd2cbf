/** What the connection string must not say. The message never repeats the string: it holds a password. */
export class UnsafeConnectionError extends Error {
  constructor(reason: string) {
    super(`the connection string of the event store ${reason}`);
    this.name = 'UnsafeConnectionError';
  }
}

const FORM = /^esdb(?<discover>\+discover)?:\/\/(?:(?<user>[^:@/?]+):(?<password>[^@]+)@)?(?<hosts>[^/?@]+)\/?(?:\?(?<options>.+))?$/;

/** The accounts that every new server comes with, and their well-known password. */
const DEFAULT_USERS = ['admin', 'ops'];
const DEFAULT_PASSWORD = 'changeit';

/**
 * Refuses what cannot work, and in production what is only for development: no TLS, or the default accounts, unless the one
 * server is this machine.
 *
 * @throws UnsafeConnectionError
 */
export function checkConnectionString(connectionString: string, production: boolean): void {
  const parts = FORM.exec(connectionString.trim())?.groups;
  if (parts === undefined) throw new UnsafeConnectionError('is not of the form esdb://user:password@host:2113?option=value');
  const options = parseOptions(parts['options']);
  // Read as it is meant, not as the client happens to take it: it would silently go on with a default.
  if (options.get('throwonappendfailure') === 'false') {
    throw new UnsafeConnectionError('says throwOnAppendFailure=false; a lost race would look like success');
  }
  if (!production || isThisMachine(parts)) return;
  if (options.get('tls') === 'false') {
    throw new UnsafeConnectionError('says tls=false; in production that is allowed to this machine only');
  }
  if (DEFAULT_USERS.includes(decode(parts['user'])) && decode(parts['password']) === DEFAULT_PASSWORD) {
    throw new UnsafeConnectionError('uses a default account with its default password; give the service a user of its own');
  }
}

/** Names of options are compared as the client compares them: without case, dashes and underscores. */
function parseOptions(options = ''): ReadonlyMap<string, string> {
  const pairs = options.split(/[&?]/).map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return [name.trim().toLowerCase().replaceAll(/[-_]/g, ''), value.trim().toLowerCase()] as const;
  });
  return new Map(pairs);
}

/** One fixed host only: with several hosts, or discovery, the servers themselves say where to go next. */
function isThisMachine({ discover, hosts = '' }: Record<string, string | undefined>): boolean {
  if (discover !== undefined || hosts.includes(',')) return false;
  const [host = ''] = hosts.split(':');
  return host === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host);
}

function decode(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
