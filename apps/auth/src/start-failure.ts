import { DataFolderInUseError, DataFolderUnusableError } from '#event-store/index.js';
import { ConfigError } from './config.js';
import { KeyringError } from './platform/keys/load-keyring.js';
import { ViewsInUseError } from './platform/projections/views.js';

/** One clear line for what an operator can mend; the stack for what is ours. */
export function startFailure(error: unknown): string {
  const known = [ConfigError, KeyringError, DataFolderInUseError, DataFolderUnusableError, ViewsInUseError];
  // By its name: loading its class would load the client of Redis.
  if (error instanceof Error && error.name === 'RedisUnsuitableError') return error.message;
  if (known.some((kind) => error instanceof kind)) return (error as Error).message;
  if (!(error instanceof Error)) return String(error);
  const { code, address, port, path } = error as NodeJS.ErrnoException & { readonly address?: string; readonly port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `PORT: ${address ?? ''}:${port ?? ''} is in use by another program; choose another port`;
    case 'EADDRNOTAVAIL':
      return `HOST: this machine has no address ${address ?? ''}`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return port === undefined
        ? `DATA_DIR: ${path ?? 'the folder'} cannot be written`
        : `PORT: ${port} may not be used by this user; choose one above 1023`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `DATA_DIR: ${path ?? 'it'} is not a folder`;
    default:
      return error.stack ?? error.message;
  }
}
