import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accountCodec } from '#domain/account/codec.js';
import { SqliteEventStore, type RecordedEvent } from '#event-store/index.js';
import { mailsFor } from '../../apps/auth/src/mail/mails-for.js';
import { cheapHashing } from '../load/running.js';
import { seed, type Seed } from '../load/seed.js';
import { Cli } from '../support/cli.js';
import { codeIn, SmtpMailbox } from '../support/mailbox.js';
import { startService, type Service } from '../support/service.js';
import { Ledger } from './ledger.js';

/** How often the process is killed; `KILL_ROUNDS=20` for the long run. */
const rounds = Number(process.env['KILL_ROUNDS'] ?? 3);
const people = 6;

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const directory = mkdtempSync(join(tmpdir(), 'vestibule-kill-'));
let seeded: Seed;
let mailbox: SmtpMailbox;
let service: Service;
let ledger: Ledger;
let askedBefore = 0;

beforeAll(async () => {
  seeded = await seed(directory, people + rounds, cheapHashing, keys.publicKey);
  // In the seeded log everybody was told already.
  askedBefore = mailsAskedFor();
  mailbox = await SmtpMailbox.start();
  service = await startService({ dataDir: directory, env: { ...cheapHashing, SMTP_URL: mailbox.url } });
  ledger = new Ledger(service.origin, keys.privateKey);
});
afterAll(async () => {
  await service.stop();
  await mailbox.stop();
  rmSync(directory, { recursive: true });
});

it(`loses and doubles nothing when it is killed ${rounds} times in the middle of its work`, { timeout: 180_000 + rounds * 60_000 }, async () => {
  const work = seeded.accounts.slice(0, people).map((account) => ledger.signInAgainAndAgain(account));
  const codes = seeded.accounts.slice(people).map((account) => ({ account, signIn: undefined as ReturnType<Ledger['askForCode']> | undefined }));
  for (const [round, { account }] of codes.entries()) {
    await moreSignIns();
    await sleep((round * 137) % 300);
    const asked = ledger.askForCode(account);
    await sleep((round * 7) % 20);
    await service.kill();
    await service.start();
    codes[round]!.signIn = asked;
  }
  await moreSignIns();
  ledger.stop();
  await Promise.all(work);
  // The kills met requests on their way; otherwise this shows nothing.
  expect(ledger.undecided).toBeGreaterThan(0);

  // The code that was mailed, once or twice, is one, and it is the right one.
  for (const { account, signIn } of codes) {
    const open = (await signIn)!;
    const code = await mailbox.waitForCode(account.email);
    expect(new Set((await mailsWithCode(account.email)).map(codeIn))).toEqual(new Set([code]));
    expect((await ledger.answerCode(open, code)).next.step).toBe('done');
  }
  await everybodyWasTold();
  // Waits for what is in the log by now.
  await new Cli(service.env).json('account', 'list');
  await service.stop();

  const events = await eventsOf(directory);
  const started = events.filter(({ type }) => type === 'SessionStarted').map(({ data }) => (data as { sessionId: string }).sessionId);
  const acknowledged = ledger.acknowledged.map(({ token }) => token.split('.')[1] ?? '');
  // Every session once, whether its answer came at once or only to the repeated request.
  expect(new Set(acknowledged).size).toBe(acknowledged.length);
  for (const sessionId of acknowledged) expect(started.filter((id) => id === sessionId)).toHaveLength(1);
  // And no others: one was there for each person before, and one came from each code.
  expect(started).toHaveLength(acknowledged.length + people + rounds + rounds);

  const views = rowsOf(directory);
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(directory, `views.sqlite${suffix}`), { force: true });
  await service.start();
  await service.stop();
  expect(rowsOf(directory)).toEqual(views);
});

/** Everybody, or as good as, signs in once more. */
async function moreSignIns(): Promise<void> {
  const before = ledger.acknowledged.length;
  await expect.poll(() => ledger.acknowledged.length).toBeGreaterThan(before + people);
}

/**
 * One mail for every event that asks for one. More only where a mail was out and not yet written down as sent when the
 * process was killed: one at a time is there (`mail/last-byte.ts`), so one at most for each kill.
 */
async function everybodyWasTold(): Promise<void> {
  const asked = (): number => mailsAskedFor() - askedBefore;
  await expect.poll(() => countOf(['MailSent', 'MailDropped', 'MailRefused'])).toBe(asked());
  const mails = await Promise.all(seeded.accounts.map(({ email }) => mailbox.mails(email)));
  expect(countOf(['MailDropped', 'MailRefused'])).toBe(0);
  expect(mails.flat().length).toBeGreaterThanOrEqual(asked());
  expect(mails.flat().length).toBeLessThanOrEqual(asked() + rounds);
}

/** By all events of all accounts, as the product says which event asks for which mails. */
function mailsAskedFor(): number {
  const database = new DatabaseSync(join(directory, 'events.sqlite'), { readOnly: true, timeout: 5_000 });
  const select = `SELECT type, data FROM event JOIN stream ON stream.id = stream_id JOIN body ON body.position = event.position
    WHERE stream.name LIKE 'account-%'`;
  const events = database.prepare(select).all().map(({ type, data }) => accountCodec.decode({ type: String(type), data: JSON.parse(String(data)) as unknown }));
  database.close();
  return events.reduce((sum, event) => sum + mailsFor(event, 3).length, 0);
}

function countOf(types: readonly string[]): number {
  const database = new DatabaseSync(join(directory, 'events.sqlite'), { readOnly: true, timeout: 5_000 });
  const counted = database.prepare(`SELECT count(*) AS count FROM event WHERE type IN (${types.map(() => '?').join(', ')})`).get(...types);
  database.close();
  return Number(counted?.['count']);
}

async function mailsWithCode(to: string) {
  return (await mailbox.mails(to)).filter(({ text }) => /(?<![\w-])\d{3} ?\d{3}(?![\w-])/.test(text));
}

async function eventsOf(folder: string): Promise<readonly RecordedEvent[]> {
  const store = await SqliteEventStore.open({ directory: folder });
  try {
    const events: RecordedEvent[] = [];
    for await (const message of store.subscribe()) {
      if (message.kind === 'caughtUp') break;
      if (message.kind === 'event') events.push(message.event);
    }
    return events;
  } finally {
    await store.close();
  }
}

/** All rows of all views; not how far they have come. */
function rowsOf(folder: string): Readonly<Record<string, readonly unknown[]>> {
  const database = new DatabaseSync(join(folder, 'views.sqlite'), { readOnly: true });
  const names = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'ledger%'").all();
  const rows = names.map(({ name }) => [String(name), database.prepare(`SELECT * FROM "${String(name)}"`).all().map((row) => JSON.stringify(row)).toSorted()] as const);
  database.close();
  return Object.fromEntries(rows);
}
