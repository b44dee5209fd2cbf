import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type SmtpSink, startSmtpSink } from '../../apps/auth/src/mail/testing/smtp-sink.js';
import { projections } from '../../apps/auth/src/app.projections.js';
import { EventStore } from '#event-store/event-store.js';
import { OperatorCommands } from '../../apps/auth/src/operator/operator-commands.js';
import type { ArgsOf, AnswerOf, OperationName } from '../../apps/auth/src/operator/operations.js';
import { KeyVault } from '../../apps/auth/src/platform/keys/key-vault.js';
import { ProjectionRunner } from '../../apps/auth/src/platform/projections/projection-runner.js';
import { Views } from '../../apps/auth/src/platform/projections/views.js';
import type { NativeClient } from '../support/native-client.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';
import { StaffClient, viewsUpToDate } from '../support/staff-client.js';
import { contentsOf, expectNowhere, spellings } from '../support/spellings.js';
import { password, World } from '../support/world.js';

const email = 'Quentin.Überwald@riverside.example';
const name = 'Dana Reyes';
const deviceName = 'Quentins Tablet';
let world: World;
let smtp: SmtpSink;
let accountId: string;
let client: NativeClient;
let wrappedKey: string;

const run = <Name extends OperationName>(operation: Name, args: ArgsOf<Name>): Promise<AnswerOf<Name>> =>
  world.app.get(OperatorCommands, { strict: false }).run(operation, args, { operator: 'anna', commandId: randomUUID() });
const erase = (account: string, reason = 'asked for by the holder') => run('account.erase', { account, reason, ticket: 'T-77' });
const keyOf = async (id: string): Promise<string | undefined> => {
  const [newest] = (await world.store.read(`key-${id}`)) ?? [];
  return newest === undefined ? undefined : (newest.data as { wrapped: string }).wrapped;
};

/** All rows of all views of a file; not how the full-text index is laid out inside. */
function rowsOf(file: string): Readonly<Record<string, readonly unknown[]>> {
  const database = new DatabaseSync(file, { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'ledger%' AND name NOT GLOB '*_search_*'").all();
  const rows = tables.map(({ name: table }) => [String(table), database.prepare(`SELECT * FROM "${String(table)}"`).all().map((row) => JSON.stringify(row)).toSorted()] as const);
  database.close();
  return Object.fromEntries(rows);
}

beforeAll(async () => {
  smtp = await startSmtpSink();
  world = await World.create({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}` });
  accountId = await world.account(email, { organizationId: await world.organization() });
  client = world.client();
  await client.begin({ email });
  await client.password(password);
  await client.confirmAuthenticator(world.code(client.next('set-up-authenticator').authenticator.secret));
  await client.confirmRecoveryCode();
  await client.trustDevice(new SoftwareAuthenticator(world.origin).register(client.next('trust-device').passkey.options), deviceName);
  client.next('done');
  // Every mail is out, so that nothing about it comes later.
  const mails = async (): Promise<number> => (await world.store.read(`mail-${accountId}`))?.length ?? 0;
  await vi.waitUntil(async () => (await mails()) >= 3, { timeout: 120_000 });
  await viewsUpToDate(world);
  wrappedKey = (await keyOf(accountId)) ?? '';
});
afterAll(async () => {
  await world.close();
  await smtp.stop();
});

describe('erasing a person', () => {
  it('is refused while reason or ticket would name them', async () => {
    for (const reason of ['Mrs REYES asked', `wrote from ${email.toUpperCase()}`]) await expect(erase(accountId, reason)).rejects.toMatchObject({ code: 'account.reasonNamesPerson' });
    expect(await world.events(email)).not.toContain('AccountErased');
    expect((await client.send('GET', '/session')).status).toBe(200);
  });

  it('is found, before, where it is looked for', () => {
    const contents = [...contentsOf(world.directory)].map(([file, content]) => [file, content] as const);
    expect(contents.some(([file, content]) => file.startsWith('views') && content.includes(name))).toBe(true);
    if (process.env['TEST_EVENT_STORE'] === undefined) expect(contents.some(([file, content]) => file.startsWith('events') && content.includes(wrappedKey))).toBe(true);
  });

  it('ends everything at once, with reason and ticket in the event', async () => {
    expect(await erase(email)).toEqual({ accountId, status: 'erased', roles: [] });
    const history = (await world.accounts().history(accountId)) ?? [];
    expect(history.at(-1)).toMatchObject({ event: { type: 'AccountErased', reason: 'asked for by the holder', ticket: 'T-77' }, envelope: { actor: { kind: 'operator', name: 'anna' } } });
    expect((await client.send('GET', '/session')).status).toBe(401);
  });

  it('makes the address one like any other that nobody has', async () => {
    const answers = await Promise.all(
      [email, 'nobody@riverside.example'].map(async (address) => {
        const stranger = world.client();
        await stranger.begin({ email: address });
        const { status, body } = await stranger.send('POST', `/sign-ins/${stranger.signIn.id}/password`, { password });
        return { status, body: { ...(body as object), requestId: '' } };
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
  });

  it('leaves nothing readable of them: not in the log, not in the views, not in a write-ahead log, and no key', async () => {
    expect(await keyOf(accountId)).toBeUndefined();
    const needles = [email, email.toLowerCase(), email.split('@')[0] ?? '', name, deviceName].flatMap((text) => spellings(text));
    const log = JSON.stringify(await world.store.readAll({ limit: 10_000 }));
    expectNowhere(new Map([...contentsOf(world.directory), ['every event', log]]), needles);
    // In the files of EventStoreDB it stays until a scavenge: docs/eventstoredb.md.
    expectNowhere(contentsOf(world.directory), [wrappedKey]);
  });

  it('leaves the history, which still reads and still adds up', async () => {
    const entries = await run('account.history', { account: accountId });
    const sentences = entries.map(({ sentence }) => sentence);
    expect(sentences[0]).toBe('Account made for a person who was erased, by operator test');
    expect(sentences.find((sentence) => sentence.startsWith('Trusted'))).toContain('Trusted a device');
    expect(sentences.at(-1)).toContain('The person was erased (asked for by the holder, ticket T-77)');
    expect(entries.filter(({ type }) => type === 'SessionStarted')).toHaveLength(1);
    expect(await run('account.show', { account: accountId })).toMatchObject({ email: null, name: null, status: 'erased', sessions: [], devices: [] });
  });

  it('leaves exports and reports, which no longer count them', async () => {
    const reviewer = await StaffClient.create(world, 'rosalind@hillside.example', ['compliance']);
    await viewsUpToDate(world);
    world.clock.advance({ seconds: 1 });
    const body = { filter: { accountId }, format: 'ndjson', reason: 'audit of the year', proof: await reviewer.proof('export', 'export') };
    const { exportId } = await reviewer.call<{ exportId: string }>('POST', '/exports', body);
    const { body: exported, headers } = await reviewer.send('GET', `/exports/${exportId}`);
    const file = String(exported);
    // And the manifest.
    expect(file.trim().split('\n')).toHaveLength(Number(headers.get('x-export-events')) + 1);
    expect(file).toContain('AccountErased');
    expect(file).not.toMatch(/berwald|Quentin/i);
    const coverage = await reviewer.call<{ rows: readonly (readonly unknown[])[] }>('GET', '/reports/mfa-coverage');
    // Only the reviewer is left, who belongs to no organization.
    expect(coverage.rows.map(([organization]) => organization)).toEqual(['No organization']);
  });

  it('leaves the views as if they were built from the log today', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vestibule-rebuilt-'));
    await viewsUpToDate(world);
    const views = Views.open(join(folder, 'views.sqlite'));
    await new ProjectionRunner(views, world.app.get(EventStore), world.app.get(KeyVault), world.clock, projections).rebuild();
    views.close();
    // The running service keeps its file to itself.
    await world.app.get(ProjectionRunner, { strict: false }).stop();
    world.app.get(Views, { strict: false }).close();
    expect(rowsOf(join(world.directory, 'views.sqlite'))).toEqual(rowsOf(join(folder, 'views.sqlite')));
    rmSync(folder, { recursive: true });
  });
});
