import { readFileSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountEvent } from '#domain/account/events.js';
import type { OrganizationEvent } from '#domain/organization/events.js';
import type { ProjectionRunner } from '../platform/projections/projection-runner.js';
import { PATIENTLY, World } from '../platform/projections/testing/world.js';
import type { Views } from '../platform/projections/views.js';
import { CountingRandom } from '../platform/testing/counting-random.js';
import { directoryProjection } from './directory.projection.js';
import { type AccountFilter, FindAccounts, FindAccountsHandler } from './find-accounts/find-accounts.query.js';
import { GetAccountByEmail, GetAccountByEmailHandler } from './get-account-by-email/get-account-by-email.query.js';

Logger.overrideLogger(false);

const ANNA = '00000000-0000-4000-8000-00000000000a';
const BERND = '00000000-0000-4000-8000-00000000000b';
const CLARA = '00000000-0000-4000-8000-00000000000c';

type Happened = { readonly type: AccountEvent['type'] | OrganizationEvent['type'] } & Record<string, unknown>;

describe('the directory of accounts', () => {
  let world: World;
  let views: Views;
  let runner: ProjectionRunner;

  beforeEach(async () => {
    world = await World.open();
    ({ views, runner } = world.start([directoryProjection]));
    await happened('organization-o1', { type: 'OrganizationRegistered', organizationId: 'o1', name: 'Riverside Clinic' });
    await register(ANNA, 'Änna Müller', 'Anna.Mueller@riverside.example', 'o1');
    await register(BERND, 'Bernd Wu', 'bernd@riverside.example', 'o1');
    await register(CLARA, 'Clara O"Neil', 'clara_100%@hill.example', null);
  });
  afterEach(() => world[Symbol.asyncDispose]());

  async function happened(stream: string, ...events: readonly Happened[]): Promise<void> {
    for (const event of events) await world.append(stream, event);
    const [newest] = await world.store.readAll({ direction: 'backwards', limit: 1 });
    expect(newest && (await runner.waitFor(newest.position, PATIENTLY))).toBe(true);
  }

  const to = (id: string, ...events: readonly Happened[]): Promise<void> => happened(`account-${id}`, ...events);

  async function register(id: string, name: string, email: string, organizationId: string | null): Promise<void> {
    const sealed = { name: await world.seal(id, 'name', name), email: await world.seal(id, 'email', email) };
    await to(id, { type: 'AccountRegistered', accountId: id, organizationId, ...sealed });
  }

  const find = async (filter: AccountFilter, from = views): Promise<readonly string[]> => {
    const { accounts } = await new FindAccountsHandler(from).execute(new FindAccounts(filter));
    return accounts.map(({ id }) => id);
  };
  const get = (email: string) => new GetAccountByEmailHandler(views).execute(new GetAccountByEmail(email));

  it('finds by parts of address, name and organization, whatever their case and accents', async () => {
    expect(await find({})).toEqual([ANNA, BERND, CLARA]);
    expect(await find({ text: 'MULLER' })).toEqual([ANNA]);
    expect(await find({ text: 'müll' })).toEqual([ANNA]);
    expect(await find({ text: '@river' })).toEqual([ANNA, BERND]);
    expect(await find({ text: 'wu' })).toEqual([BERND]);
    expect(await find({ text: 'clinic bern' })).toEqual([BERND]);
    expect(await find({ text: BERND.toUpperCase() })).toEqual([BERND]);
    expect(await find({ text: 'nobody' })).toEqual([]);
  });

  it('takes what looks like query language literally', async () => {
    expect(await find({ text: 'o"neil' })).toEqual([CLARA]);
    expect(await find({ text: '_100%' })).toEqual([CLARA]);
    for (const text of ['"', '*', 'anna OR bernd', 'NEAR(anna bernd)', "'; DROP TABLE account", '%', 'search:anna']) {
      expect(await find({ text })).toEqual(text === '%' || text === '"' ? [CLARA] : []);
    }
  });

  it('filters by organization, status and role', async () => {
    await to(BERND, { type: 'RoleGranted', role: 'support' }, { type: 'AccountDisabled' });
    expect(await find({ organizationId: 'o1' })).toEqual([ANNA, BERND]);
    expect(await find({ status: 'disabled' })).toEqual([BERND]);
    expect(await find({ role: 'support', text: 'riverside' })).toEqual([BERND]);
    await to(BERND, { type: 'RoleRevoked', role: 'support' });
    expect(await find({ role: 'support' })).toEqual([]);
  });

  it('gives pages by name', async () => {
    const handler = new FindAccountsHandler(views);
    const first = await handler.execute(new FindAccounts({}, 2));
    expect(first).toMatchObject({ accounts: [{ id: ANNA }, { id: BERND }], next: BERND });
    expect(await handler.execute(new FindAccounts({}, 2, first.next))).toMatchObject({ accounts: [{ id: CLARA }], next: null });
  });

  it('follows an account through invitation, factors and reset', async () => {
    expect(await get(' anna.MUELLER@Riverside.example')).toMatchObject({
      id: ANNA,
      email: 'Anna.Mueller@riverside.example',
      name: 'Änna Müller',
      organization: { id: 'o1', name: 'Riverside Clinic' },
      status: 'invited',
      factors: { authenticator: 'none', recoveryCode: 'none', emailCode: 'available', trustedDevices: 0 },
      lastSignInAt: null,
    });
    world.clock.advance({ minutes: 1 });
    await to(
      ANNA,
      { type: 'PasswordSet', verifier: 'sealed' },
      { type: 'AuthenticatorEnrolled', factorId: 'totp' },
      { type: 'RecoveryCodeIssued', recoveryCodeId: 'r1' },
      { type: 'RecoveryCodeConfirmed', recoveryCodeId: 'r1' },
      { type: 'DeviceTrusted', deviceId: 'd1' },
      { type: 'SessionStarted', sessionId: 's1' },
    );
    expect(await get('anna.mueller@riverside.example')).toMatchObject({
      status: 'active',
      factors: { authenticator: 'enrolled', recoveryCode: 'confirmed', emailCode: 'available', trustedDevices: 1 },
      createdAt: '2026-03-01T08:30:00.000Z',
      lastSignInAt: '2026-03-01T08:31:00.000Z',
    });
    await to(
      ANNA,
      { type: 'FactorDisabled', factorId: 'totp', method: 'authenticator' },
      { type: 'FactorDisabled', factorId: 'email', method: 'email-code' },
      { type: 'ChallengePassed', factorId: 'r1', method: 'recovery-code' },
      { type: 'RecoveryCodeIssued', recoveryCodeId: 'r2' },
    );
    expect(await get('anna.mueller@riverside.example')).toMatchObject({
      factors: { authenticator: 'disabled', recoveryCode: 'issued', emailCode: 'disabled', trustedDevices: 1 },
    });
    await to(ANNA, { type: 'AccountUnlocked', factorIds: ['totp', 'email'], networks: [] });
    expect(await get('anna.mueller@riverside.example')).toMatchObject({ factors: { authenticator: 'enrolled', emailCode: 'available' } });
    await to(ANNA, { type: 'MfaReset' }, { type: 'AccountFrozen' });
    expect(await get('anna.mueller@riverside.example')).toMatchObject({
      status: 'frozen',
      factors: { authenticator: 'none', recoveryCode: 'none', emailCode: 'available', trustedDevices: 0 },
    });
    await to(ANNA, { type: 'AccountEnabled' });
    expect(await get('anna.mueller@riverside.example')).toMatchObject({ status: 'active' });
    await to(BERND, { type: 'AccountDisabled' }, { type: 'AccountEnabled' });
    expect(await get('bernd@riverside.example')).toMatchObject({ status: 'invited' });
  });

  it('follows a change of address and of the name of an organization', async () => {
    await to(ANNA, { type: 'EmailChanged', email: await world.seal(ANNA, 'email', 'am@hill.example') });
    await happened('organization-o1', { type: 'OrganizationRenamed', name: 'Lakeside Practice' });
    expect(await get('anna.mueller@riverside.example')).toBeNull();
    expect(await get('am@hill.example')).toMatchObject({ id: ANNA, organization: { name: 'Lakeside Practice' } });
    expect(await find({ text: 'mueller' })).toEqual([]);
    expect(await find({ text: 'lakeside' })).toEqual([ANNA, BERND]);
    expect(await find({ text: 'clinic' })).toEqual([]);
  });

  it('leaves nothing of erased people in the file, however often their rows were moved', async () => {
    const random = new CountingRandom('people');
    const people = Array.from({ length: 300 }, () => ({ id: random.uuid(), name: random.bytes(6).toString('hex') }));
    const write = async (type: string, mailbox: (index: number) => string): Promise<void> => {
      const all = people.map(async ({ id, name }, index) => {
        const email = await world.seal(id, 'email', `${name}@${mailbox(index)}.example`);
        return world.append(`account-${id}`, { type, organizationId: null, email, name: await world.seal(id, 'name', name) } as Happened);
      });
      const positions = (await Promise.all(all)).map(({ position }) => position);
      for (const position of positions) expect(await runner.waitFor(position, PATIENTLY)).toBe(true);
    };
    await write('AccountRegistered', () => 'x');
    await write('EmailChanged', (index) => 'y'.repeat((index * 7) % 60));
    const erased = people.filter((_, index) => index % 10 < 7);
    runner.forget(...erased.map(({ id }) => id));
    const bytes = Buffer.concat([readFileSync(world.viewsFile()), readFileSync(`${world.viewsFile()}-wal`)]);
    expect(erased.filter(({ name }) => bytes.includes(name))).toEqual([]);
    expect(people.filter(({ name }) => bytes.includes(name))).toHaveLength(90);
  });

  it('loses an erased person, and a rebuild comes to the same rows', async () => {
    await world.vault.destroy(ANNA);
    runner.forget(ANNA);
    const late = await world.append(`account-${ANNA}`, { type: 'EmailChanged', email: 'v1.AAAA' } as Happened);
    expect(await runner.waitFor(late.position, PATIENTLY)).toBe(true);
    const other = world.start([directoryProjection], {}, world.viewsFile('other'));
    await other.runner.caughtUp();
    for (const instance of [views, other.views]) {
      expect(await find({}, instance)).toEqual([BERND, CLARA]);
      expect(await find({ text: 'muller' }, instance)).toEqual([]);
      expect(await find({ text: ANNA }, instance)).toEqual([ANNA]);
      const { accounts } = await new FindAccountsHandler(instance).execute(new FindAccounts({ status: 'erased' }));
      expect(accounts).toMatchObject([{ id: ANNA, status: 'erased', email: null, name: null }]);
    }
    for (const table of directoryProjection.tables) {
      const rows = (from: Views) => from.tables(directoryProjection).all(`SELECT * FROM {${table}} ORDER BY 1`);
      expect(rows(other.views)).toEqual(rows(views));
    }
  });
});
