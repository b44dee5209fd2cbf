import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SqliteEventStore } from '#event-store/index.js';
import { Claims } from './claims.js';
import type { Origin } from './envelope.js';

let directory: string;
let store: SqliteEventStore;
let existing: Set<string>;
let claims: Claims;
let count = 0;

const origin = (): Origin => {
  count += 1;
  const id = `command-${count}`;
  return { actor: { kind: 'anonymous' }, sourceAddress: null, userAgent: null, requestId: id, correlationId: id, commandId: id };
};
const now = '2026-03-01T08:30:00.000Z';
const later = '2026-03-01T08:41:00.000Z';

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'claims-'));
  store = await SqliteEventStore.open({ directory });
  existing = new Set();
  claims = new Claims(store, (id) => Promise.resolve(existing.has(id)));
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the claim of an address', () => {
  it('is held by one account, of fifty that want it at once', async () => {
    const won = await Promise.all(Array.from({ length: 50 }, (_, index) => claims.claimEmail('hash', `a-${index}`, now, origin())));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await claims.emailHolder('hash')).toBe(`a-${won.indexOf(true)}`);
  });

  it('may be repeated by its holder, and goes to another once it is released', async () => {
    expect(await claims.claimEmail('hash', 'a-1', now, origin())).toBe(true);
    expect(await claims.claimEmail('hash', 'a-1', now, origin())).toBe(true);
    expect(await claims.claimEmail('hash', 'a-2', now, origin())).toBe(false);
    await claims.releaseEmail('hash', 'a-2', now, origin());
    expect(await claims.emailHolder('hash')).toBe('a-1');
    await claims.releaseEmail('hash', 'a-1', now, origin());
    expect(await claims.emailHolder('hash')).toBeUndefined();
    expect(await claims.claimEmail('hash', 'a-2', now, origin())).toBe(true);
  });

  it('of an account that never came to be may be taken over after ten minutes, of one that did never', async () => {
    await claims.claimEmail('hash', 'a-1', now, origin());
    expect(await claims.claimEmail('hash', 'a-2', now, origin())).toBe(false);
    existing.add('a-1');
    expect(await claims.claimEmail('hash', 'a-2', later, origin())).toBe(false);
    existing.delete('a-1');
    expect(await claims.claimEmail('hash', 'a-2', later, origin())).toBe(true);
  });
});

describe('the claim of a credential id', () => {
  it('belongs to one device for good', async () => {
    expect(await claims.claimPasskey('hash', 'a-1', 'd-1', now, origin())).toBe(true);
    expect(await claims.claimPasskey('hash', 'a-1', 'd-1', now, origin())).toBe(true);
    expect(await claims.claimPasskey('hash', 'a-1', 'd-2', now, origin())).toBe(false);
    expect(await claims.claimPasskey('hash', 'a-2', 'd-1', later, origin())).toBe(false);
    expect(await claims.passkeyHolder('hash')).toMatchObject({ accountId: 'a-1', deviceId: 'd-1' });
  });
});
