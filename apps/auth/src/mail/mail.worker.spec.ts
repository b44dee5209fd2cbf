import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventStoreUnavailableError } from '#event-store/event-store.js';
import * as account from '../../../../libs/domain/testing/account-events.js';
import { challengeIssued } from '../../../../libs/domain/testing/sign-in-events.js';
import { freePort } from '../platform/testing/free-port.js';
import type { MailMessage, SendOptions } from './mailer.js';
import { Sendings } from './sendings.js';
import { SmtpMailer } from './smtp/smtp-mailer.js';
import { MailWorld, mailsOf, outcomesAre, RecordingMailer } from './testing/mail-world.js';
import { startSmtpSink } from './testing/smtp-sink.js';

Logger.overrideLogger(false);

let world: MailWorld;
let mailer: RecordingMailer;
beforeEach(async () => {
  world = await MailWorld.open();
  mailer = new RecordingMailer();
});
afterEach(() => world.close());

const codeIssued = (challengeId = 'c-1') => challengeIssued(challengeId, { method: 'email-code' });
const passwordChanged = account.passwordChanged();

describe('when something goes wrong', () => {
  it('sends nothing to whom was erased while the mail waited, although the key is not gone yet', async () => {
    await world.register();
    await world.happened(passwordChanged);
    mailer.isAway = true;
    world.start(mailer);
    await expect.poll(() => mailer.attempts).toBeGreaterThan(0);
    await world.happened(account.accountErased());
    mailer.isAway = false;
    await outcomesAre(world, [{ type: 'MailDropped', kind: 'password-changed', reason: 'erased' }]);
    expect(mailer.mails).toEqual([]);
  });

  it('sends after a restart what was not told, and nothing twice', async () => {
    await world.register();
    await world.happened(passwordChanged);
    mailer.isAway = true;
    const first = world.start(mailer);
    await expect.poll(() => mailer.attempts).toBeGreaterThan(0);
    await first.stop();
    expect(await world.outcomes()).toEqual([]);

    mailer.isAway = false;
    const second = world.start(mailer);
    await mailsOf(mailer, 1);
    await outcomesAre(world, [{ type: 'MailSent' }]);
    await second.stop();

    // As if the checkpoint had been lost: the outcome in the log keeps the mail from going out again.
    await world.store.delete('checkpoint-mail', 'any');
    await world.happened(passwordChanged);
    world.start(mailer);
    await mailsOf(mailer, 2);
    await outcomesAre(world, [{ type: 'MailSent' }, { type: 'MailSent' }]);
    expect(new Set(mailer.mails.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('does not send again when only the outcome could not be written', async () => {
    await world.register();
    await world.happened(passwordChanged);
    const append = world.store.append.bind(world.store);
    let failures = 3;
    vi.spyOn(world.store, 'append').mockImplementation(async (stream, ...rest) => {
      if (stream.startsWith('mail-') && (failures -= 1) >= 0) throw new EventStoreUnavailableError('full disk');
      return append(stream, ...rest);
    });
    world.start(mailer);
    await outcomesAre(world, [{ type: 'MailSent' }]);
    expect(mailer.mails).toHaveLength(1);
  });

  it('serves the others while one account cannot be understood, and reports that one', async () => {
    await world.register('a-1');
    await world.register('a-2');
    await world.append('account-a-1', { type: 'SomethingNobodyKnows' });
    await world.happened(passwordChanged, { accountId: 'a-2' });
    const runner = world.start(mailer);
    await mailsOf(mailer, 1);
    expect(await world.store.read('skipped-mail')).toMatchObject([{ data: { stream: 'account-a-1', eventType: 'SomethingNobodyKnows' } }]);
    expect(runner.status()).toMatchObject([{ state: 'live', skippedEvents: 1 }]);
  });

  it('records what the mail server refuses for good', async () => {
    await world.register();
    await world.happened(passwordChanged);
    mailer.refuses = 550;
    world.start(mailer);
    await outcomesAre(world, [{ type: 'MailRefused', reason: 'rejected', statusCode: 550 }]);
    expect(mailer.attempts).toBe(1);
  });

  it('records that it gave up, and goes on with the others', async () => {
    await world.register();
    const causeEventId = await world.happened(passwordChanged);
    mailer.isAway = true;
    world.start(mailer, 3);
    await outcomesAre(world, [{ type: 'MailRefused', causeEventId, kind: 'password-changed', reason: 'gaveUp', statusCode: null, attempts: 3, lastError: 'away' }]);
    expect(mailer.attempts).toBe(3);
    mailer.isAway = false;
    await world.happened(passwordChanged);
    await mailsOf(mailer, 1);
  });

  it('says in the log that mails wait and why, once for many attempts, and to whom never', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn');
    await world.register();
    await world.happened(passwordChanged);
    mailer.isAway = true;
    world.start(mailer);
    await expect.poll(() => mailer.attempts).toBeGreaterThan(2);
    expect(warn.mock.calls.map(([line]) => line as unknown)).toEqual([{ cause: 'away', msg: 'a mail was not taken; it will be tried again' }]);
    mailer.isAway = false;
    await outcomesAre(world, [{ type: 'MailSent' }]);
    warn.mockRestore();
  });

  it('tries again what was given up when somebody asks for it, and writes down what became of that', async () => {
    await world.register();
    const causeEventId = await world.happened(passwordChanged);
    mailer.isAway = true;
    world.start(mailer, 2);
    await outcomesAre(world, [{ reason: 'gaveUp' }]);
    const retried = { type: 'MailRetried', at: world.clock.now(), causeEventId, kind: 'password-changed', causeRevision: 1 };
    await world.append('mail-a-1', retried);
    await outcomesAre(world, [{ reason: 'gaveUp' }, { type: 'MailRetried' }, { type: 'MailRefused', reason: 'gaveUp', attempts: 2 }]);
    mailer.isAway = false;
    await world.append('mail-a-1', retried);
    expect(await mailsOf(mailer, 1)).toMatchObject([{ kind: 'password-changed' }]);
    await outcomesAre(world, [{}, {}, {}, { type: 'MailRetried' }, { type: 'MailSent', causeEventId, kind: 'password-changed' }]);
  });

  it('sends no code that expired before it was tried again', async () => {
    await world.register();
    const causeEventId = await world.happened(codeIssued());
    mailer.isAway = true;
    world.start(mailer, 2);
    await outcomesAre(world, [{ reason: 'gaveUp' }]);
    mailer.isAway = false;
    world.clock.advance({ minutes: 11 });
    await world.append('mail-a-1', { type: 'MailRetried', at: world.clock.now(), causeEventId, kind: 'email-code', causeRevision: 1 });
    await outcomesAre(world, [{}, {}, { type: 'MailDropped', causeEventId, reason: 'expired' }]);
    expect(mailer.mails).toEqual([]);
  });

  it('finds the outcome among many others', async () => {
    await world.register();
    const ids: string[] = [];
    for (let index = 0; index < 150; index += 1) ids.push(await world.happened(passwordChanged));
    const first = world.start(mailer);
    await mailsOf(mailer, 150);
    await expect.poll(() => world.outcomes()).toHaveLength(150);
    await first.stop();
    await world.store.delete('checkpoint-mail', 'any');
    await world.happened(passwordChanged);
    world.start(mailer);
    await expect.poll(() => world.outcomes()).toHaveLength(151);
    expect(mailer.mails).toHaveLength(151);
  });
});

describe('with a real mail server', () => {
  it('holds notices back while it is away and drops a code that expires meanwhile', async () => {
    const port = await freePort();
    await world.register();
    await world.happened(passwordChanged);
    const code = await world.happened(codeIssued());
    const smtp = new SmtpMailer(`smtp://127.0.0.1:${port}`, { connectSeconds: 5, silenceSeconds: 5, mailSeconds: 10, answerSeconds: 10 });
    const runner = world.start(smtp);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await world.outcomes()).toEqual([]);
    world.clock.advance({ minutes: 11 });
    await outcomesAre(world, [{ type: 'MailDropped', causeEventId: code, reason: 'expired' }]);

    const back = await startSmtpSink({}, port);
    await expect.poll(() => back.mails).toHaveLength(1);
    expect(back.mails[0]).toMatchObject({
      subject: 'Your password was changed',
      from: { name: 'Riverside Clinic via Vestibule', address: 'no-reply@clinic.example' },
      to: [{ name: 'Dana Reyes', address: 'dana@riverside.example' }],
    });
    await outcomesAre(world, [{ type: 'MailDropped' }, { type: 'MailSent', kind: 'password-changed' }]);
    await runner.stop();
    await smtp.close();
    await back.stop();
  });

  it('lets an address that hangs hold up nobody else', async () => {
    const sink = await startSmtpSink();
    sink.treat.set('slow@riverside.example', 'hang');
    await world.register('a-1', { email: 'slow@riverside.example' });
    await world.register('a-2');
    await world.happened(passwordChanged);
    await world.happened(passwordChanged, { accountId: 'a-2' });
    const smtp = new SmtpMailer(`smtp://127.0.0.1:${sink.port}`, { connectSeconds: 10, silenceSeconds: 60, mailSeconds: 60, answerSeconds: 60 });
    const runner = world.start(smtp);
    await expect.poll(() => sink.mails).toHaveLength(1);
    expect(sink.mails[0]?.to).toMatchObject([{ address: 'dana@riverside.example' }]);
    await expect.poll(() => world.outcomes('a-2')).toHaveLength(1);
    await runner.stop();
    expect(await world.outcomes('a-1')).toEqual([]);
    await smtp.close();
    await sink.stop();
  });
});

describe('a queue that brings a job again while it runs', () => {
  it('has it sent once by this process', async () => {
    await world.register();
    await world.happened(passwordChanged);
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const send = mailer.send.bind(mailer);
    vi.spyOn(mailer, 'send').mockImplementation(async (message) => {
      begin();
      await released;
      return send(message);
    });
    const runner = world.start(mailer);
    await begun;
    // The queue of a second reaction knows nothing of the first one's jobs, as an emptied Redis does.
    const again = world.startAgain();
    await new Promise((resolve) => setTimeout(resolve, 30));
    release();
    await outcomesAre(world, [{ type: 'MailSent' }]);
    await Promise.all([runner.stop(), again.stop()]);
    expect(mailer.mails).toHaveLength(1);
  });
});

describe('two instances that both have the job of a mail', () => {
  // Nobody is slow for so long that a mail changes hands.
  const TIMES = { renewEveryMilliseconds: 60_000, lostAfterMilliseconds: 60_000, takeAfterMilliseconds: 90_000, lookEveryMilliseconds: 10 };
  const sendings = (): Sendings => new Sendings(world.store, TIMES);

  it('send it once, when the mail server has it from one of them and says nothing for long', async () => {
    const sink = await startSmtpSink();
    sink.treat.set('dana@riverside.example', 'answerLate');
    await world.register();
    await world.happened(passwordChanged);
    const smtp = new SmtpMailer(`smtp://127.0.0.1:${sink.port}`);
    const first = world.start(smtp, 400, sendings());
    await expect.poll(() => sink.mails).toHaveLength(1);
    const looks = vi.spyOn(world.store, 'read');
    const second = world.start(smtp, 400, sendings());
    await expect.poll(() => looks.mock.calls.filter(([stream]) => stream === 'sending-a-1').length).toBeGreaterThan(2);
    sink.answer();
    await outcomesAre(world, [{ type: 'MailSent' }]);
    await Promise.all([first.stop(), second.stop()]);
    expect(sink.mails).toHaveLength(1);
    await smtp.close();
    await sink.stop();
  });

  it('send it once, when one of them stood still before its last byte until the other had sent it', async () => {
    await world.register();
    await world.happened(passwordChanged);
    const frozen = Promise.withResolvers<void>();
    const sent: string[] = [];
    const begun: string[] = [];
    const mailerOf = (name: string, until: Promise<void>): RecordingMailer => {
      const one = new RecordingMailer();
      one.send = async ({ messageId }: MailMessage, { beforeLastByte }: SendOptions = {}) => {
        begun.push(name);
        await until;
        await beforeLastByte?.();
        sent.push(name);
        return { accepted: true, messageId };
      };
      return one;
    };
    const first = world.start(mailerOf('frozen', frozen.promise), 400, sendings());
    await expect.poll(() => begun).toEqual(['frozen']);
    const second = world.start(mailerOf('other', Promise.resolve()), 400, sendings());
    await outcomesAre(world, [{ type: 'MailSent' }]);
    frozen.resolve();
    await Promise.all([first.stop(), second.stop()]);
    expect(sent).toEqual(['other']);
    expect(await world.outcomes()).toHaveLength(1);
  });
});
