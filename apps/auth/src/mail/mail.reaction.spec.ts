import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as account from '../../../../libs/domain/testing/account-events.js';
import * as factor from '../../../../libs/domain/testing/factor-events.js';
import { challengeFailed, challengeIssued, challengePassed, factorDisabled } from '../../../../libs/domain/testing/sign-in-events.js';
import { MailWorld, mailsOf, outcomesAre, RecordingMailer } from './testing/mail-world.js';

Logger.overrideLogger(false);

const ORIGIN = 'https://sign-in.clinic.example';
const CONSOLE_ORIGIN = 'https://console.clinic.example';

let world: MailWorld;
let mailer: RecordingMailer;
beforeEach(async () => {
  world = await MailWorld.open();
  mailer = new RecordingMailer();
});
afterEach(() => world.close());

const codeIssued = (challengeId = 'c-1') => challengeIssued(challengeId, { method: 'email-code' });
const passwordChanged = account.passwordChanged();

describe('a code by mail', () => {
  it('goes to the account’s address, in the organization’s name, and is recorded', async () => {
    await world.register();
    const causeEventId = await world.happened(codeIssued());
    world.start(mailer);
    const [mail] = await mailsOf(mailer, 1);
    expect(mail).toMatchObject({
      kind: 'email-code',
      from: { name: 'Riverside Clinic via Vestibule', address: 'no-reply@clinic.example' },
      to: { name: 'Dana Reyes', address: 'dana@riverside.example' },
      subject: 'Your sign-in code',
      messageId: `<${causeEventId}.email-code@clinic.example>`,
    });
    expect(mail?.text).toContain(`    ${world.derived.emailCode('c-1')}\n`);
    expect(mail?.text).toContain('valid for 10 minutes');
    await outcomesAre(world, [{ type: 'MailSent', causeEventId, kind: 'email-code', messageId: mail?.messageId }]);
  });

  it('leaves no code, address or name in the log', async () => {
    await world.register();
    await world.happened(codeIssued());
    const runner = world.start(mailer);
    await mailsOf(mailer, 1);
    await runner.stop();
    const log = JSON.stringify(await world.store.readAll());
    expect(log).toContain('MailSent');
    for (const secret of [world.derived.emailCode('c-1'), 'dana@', 'Dana Reyes', '203.0.113.7']) expect(log).not.toContain(secret);
  });

  it('is not sent once it is no longer valid', async () => {
    await world.register();
    const causeEventId = await world.happened(codeIssued());
    world.clock.advance({ minutes: 10 });
    world.start(mailer);
    await outcomesAre(world, [{ type: 'MailDropped', causeEventId, kind: 'email-code', reason: 'expired' }]);
    expect(mailer.attempts).toBe(0);
  });

  it('is not sent once there is a newer one, or it was used', async () => {
    await world.register();
    const first = await world.happened(codeIssued('c-1'));
    const second = await world.happened(codeIssued('c-2'));
    await world.happened(challengePassed('c-2', { method: 'email-code' }));
    const third = await world.happened(codeIssued('c-3'));
    world.start(mailer);
    await mailsOf(mailer, 1);
    expect(mailer.mails[0]?.text).toContain(world.derived.emailCode('c-3'));
    await expect.poll(() => world.outcomes()).toHaveLength(3);
    expect(new Map((await world.outcomes()).map((one) => [one.causeEventId, one.type === 'MailDropped' ? one.reason : one.type]))).toEqual(
      new Map([[first, 'superseded'], [second, 'superseded'], [third, 'MailSent']]),
    );
  });

  it('is asked for by no other challenge', async () => {
    await world.register();
    await world.happened(challengeIssued('c-1', { method: 'authenticator' }));
    await world.happened(passwordChanged);
    world.start(mailer);
    await mailsOf(mailer, 1);
    expect(mailer.mails[0]?.kind).toBe('password-changed');
  });
});

describe('an invitation', () => {
  it('carries its link, in the account’s language', async () => {
    await world.register('a-1', { language: 'de-AT' });
    await world.happened(account.invitationIssued('i-1'));
    world.start(mailer);
    const [mail] = await mailsOf(mailer, 1);
    expect(mail).toMatchObject({ kind: 'invitation', language: 'de', subject: 'Ihr Konto bei Riverside Clinic' });
    const link = `${ORIGIN}/invitation#${world.derived.invitationToken('a-1', 'i-1')}`;
    expect(mail?.text).toContain(link);
    expect(mail?.html).toContain(`href="${link}"`);
    expect(mail?.text).toContain('3. März 2026 um 08:30 UTC');
  });

  it('is not sent when it expired, or a newer one took its place', async () => {
    await world.register();
    const older = await world.happened(account.invitationIssued('i-1'));
    await world.happened(account.invitationIssued('i-2'));
    world.start(mailer);
    await mailsOf(mailer, 1);
    expect(mailer.mails[0]?.text).toContain(world.derived.invitationToken('a-1', 'i-2'));
    await expect.poll(() => world.outcomes()).toContainEqual(expect.objectContaining({ causeEventId: older, reason: 'superseded' }));
    world.clock.advance({ hours: 24 });
    const expired = await world.happened(account.invitationIssued('i-3'));
    await expect.poll(() => world.outcomes()).toContainEqual(expect.objectContaining({ causeEventId: expired, reason: 'expired' }));
  });
});

describe('notices', () => {
  it('tells when, with what browser and from where', async () => {
    await world.register();
    await world.happened(passwordChanged);
    world.start(mailer);
    const [mail] = await mailsOf(mailer, 1);
    expect(mail?.text).toContain('When: 2 March 2026 at 08:30 UTC\nBrowser: Chrome on Windows\nNetwork address: 203.0.113.7\n');
    expect(mail?.text).toContain('tell Riverside Clinic (+1 555 0100)');
  });

  it('tells of a reset by staff with the link that stops everything, and not where staff sit', async () => {
    await world.register();
    await world.happened(account.mfaReset('r-1'), { actor: { kind: 'account', accountId: 'support-1' } });
    world.start(mailer);
    const [mail] = await mailsOf(mailer, 1);
    expect(mail?.kind).toBe('mfa-reset');
    expect(mail?.text).toContain(`${ORIGIN}/not-me#${world.derived.freezeToken('a-1', 'r-1')}`);
    expect(mail?.text).not.toContain('203.0.113.7');
  });

  it('tells the old and the new address of a change', async () => {
    await world.register();
    const [email, previousEmail] = [await world.seal('email', 'dana.new@riverside.example'), await world.seal('email', 'dana@riverside.example')];
    await world.happened({ type: 'EmailChanged', at: world.clock.now(), email, emailHash: 'h2', previousEmail, previousEmailHash: 'h1' });
    world.start(mailer);
    await mailsOf(mailer, 2);
    expect(new Map(mailer.mails.map(({ kind, to }) => [kind, to.address]))).toEqual(
      new Map([['address-changed', 'dana.new@riverside.example'], ['address-changed-from', 'dana@riverside.example']]),
    );
  });

  it('names a device as it was called when it was revoked, and makes no link of the name', async () => {
    await world.register();
    await world.happened(factor.deviceTrusted('d-1', { name: await world.seal('deviceName', 'Old name') }));
    const name = await world.seal('deviceName', 'win at evil.example');
    await world.happened({ type: 'DeviceRenamed', at: world.clock.now(), deviceId: 'd-1', name });
    await world.happened(factor.deviceRevoked('d-1'));
    world.start(mailer);
    await mailsOf(mailer, 2);
    const revoked = mailer.mails.find(({ kind }) => kind === 'device-revoked');
    expect(revoked?.text).toContain('Device: win at evil.\u2060example\n');
    expect(revoked?.html).not.toContain('evil.example');
  });

  it('tells once of three failures behind a right password', async () => {
    await world.register();
    for (const failures of [1, 2, 3, 4]) await world.happened(challengeFailed('c-1', 'wrongCode', { failures }));
    await world.happened(challengeFailed('c-1', 'expired', { failures: 3 }));
    await world.happened(factorDisabled('authenticator'));
    world.start(mailer);
    await mailsOf(mailer, 2);
    expect(mailer.mails.map(({ kind }) => kind).sort()).toEqual(['factor-disabled', 'second-factor-failing']);
  });

  it('lets old news be', async () => {
    await world.register();
    await world.happened(passwordChanged);
    world.clock.advance({ hours: 8 * 24 });
    world.start(mailer);
    await outcomesAre(world, [{ type: 'MailDropped', reason: 'expired' }]);
    expect(mailer.attempts).toBe(0);
  });

  it('writes to nobody who was erased', async () => {
    await world.register();
    await world.happened(passwordChanged);
    await world.vault.destroy('a-1');
    world.start(mailer);
    await outcomesAre(world, [{ type: 'MailDropped', kind: 'password-changed', reason: 'erased' }]);
    expect(mailer.attempts).toBe(0);
  });

  it('writes to no address that would be two', async () => {
    await world.register('a-1', { email: 'dana@riverside.example, eve@evil.example' });
    await world.happened(passwordChanged);
    world.start(mailer);
    await outcomesAre(world, [{ type: 'MailRefused', reason: 'unusableAddress', statusCode: null }]);
    expect(mailer.attempts).toBe(0);
  });

  it('writes in the product’s name to an account without an organization', async () => {
    await world.register('a-1', { organizationId: null });
    await world.happened(passwordChanged);
    world.start(mailer);
    const [mail] = await mailsOf(mailer, 1);
    expect(mail?.from.name).toBe('Vestibule');
    expect(mail?.text).toContain('tell Vestibule at once');
  });
});

describe('a mail to staff', () => {
  const requested = (told: readonly string[]) => account.resetRequested('r-1', { told });

  it('goes to each of those that the event names, with a mail and an outcome of their own, and says nothing of the holder', async () => {
    await world.register();
    await world.register('s-1', { email: 'one@support.example', organizationId: null });
    await world.register('s-2', { email: 'two@support.example', organizationId: null, language: 'de' });
    const causeEventId = await world.happened(requested(['s-1', 's-2']));
    await world.happened(account.caseOpened('c-1', 'r-1', { told: ['s-2'] }));
    world.start(mailer);
    await mailsOf(mailer, 3);
    const waits = mailer.mails.filter(({ kind }) => kind === 'reset-waits');
    expect(new Set(waits.map(({ to }) => to.address))).toEqual(new Set(['one@support.example', 'two@support.example']));
    expect(new Set(waits.map(({ messageId }) => messageId)).size).toBe(2);
    expect(mailer.mails.find(({ kind }) => kind === 'case-opened')).toMatchObject({ to: { address: 'two@support.example' }, subject: 'Ein Zurücksetzen wird bestritten' });
    for (const { text } of mailer.mails) {
      expect(text).toContain(`${CONSOLE_ORIGIN}/console/`);
      expect(text).not.toContain('dana@');
    }
    await expect.poll(() => world.outcomes('s-1')).toMatchObject([{ type: 'MailSent', causeEventId, kind: 'reset-waits' }]);
    await expect.poll(() => world.outcomes('s-2')).toHaveLength(2);
    expect(await world.outcomes()).toEqual([]);
  });

  it('is not sent when the reset waits no more', async () => {
    await world.register();
    await world.register('s-1');
    await world.happened(requested(['s-1']));
    world.clock.advance({ hours: 25 });
    world.start(mailer);
    await expect.poll(() => world.outcomes('s-1')).toMatchObject([{ type: 'MailDropped', reason: 'expired', kind: 'reset-waits' }]);
    expect(mailer.mails).toEqual([]);
  });
});
