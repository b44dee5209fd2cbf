/** https://www.sqlite.org/rescode.html, primary codes. */
const BUSY = 5;
const CORRUPT = 11;
const NOTADB = 26;
/** The file, the disk or the memory are in trouble: nothing that an event could be blamed for. */
const ENVIRONMENT = new Set([BUSY, /* LOCKED */ 6, /* NOMEM */ 7, /* READONLY */ 8, /* INTERRUPT */ 9, /* IOERR */ 10, CORRUPT, /* FULL */ 13, /* CANTOPEN */ 14, /* PROTOCOL */ 15, NOTADB]);

export const isBusy = (error: unknown): boolean => primaryCode(error) === BUSY;

export function isCorrupt(error: unknown): boolean {
  const code = primaryCode(error);
  return code === CORRUPT || code === NOTADB;
}

export const isEnvironmental = (error: unknown): boolean => ENVIRONMENT.has(primaryCode(error));

const primaryCode = (error: unknown): number =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0;
