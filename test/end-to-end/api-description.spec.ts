import { CommandBus } from '@nestjs/cqrs';
import type { OpenAPIObject, OperationObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../apps/auth/src/api-description/document.js';
import { operationsOf } from '../../apps/auth/src/api-description/operations.js';
import { contentOf, SchemaChecker } from '../../apps/auth/src/api-description/testing/schema-checker.js';
import { ResetMfa } from '../../apps/auth/src/resets/reset-mfa/reset-mfa.handler.js';
import type { NativeClient } from '../support/native-client.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';
import { password, World } from '../support/world.js';

/** Listens to everything that is asked of the API, and compares the answers with what the document promises. */
class Witness {
  /** `operationId status` and what was not as described. */
  readonly faults: string[] = [];
  /** Operations that succeeded, and refusals by operation and code. */
  readonly seen = new Set<string>();
  private readonly fetch = globalThis.fetch;
  private readonly checker: SchemaChecker;

  constructor(private readonly document: OpenAPIObject) {
    this.checker = new SchemaChecker(document);
  }

  start(): void {
    globalThis.fetch = async (input, init) => {
      const answer = await this.fetch(input, init);
      const { pathname } = new URL(input instanceof Request ? input.url : String(input));
      if (pathname.startsWith('/api/v1/')) await this.hear(init?.method ?? 'GET', pathname, answer.clone());
      return answer;
    };
  }

  stop(): void {
    globalThis.fetch = this.fetch;
  }

  private async hear(method: string, pathname: string, answer: Response): Promise<void> {
    const operation = this.operationAt(method.toLowerCase(), pathname);
    if (operation === undefined) return void this.faults.push(`${method} ${pathname} is not described`);
    const name = `${operation.operationId} ${answer.status}`;
    const said = (fault: string): void => void this.faults.push(`${name}: ${fault}`);
    const described = operation.responses[String(answer.status)];
    if (described === undefined) return said('the status is not described');
    if (!answer.headers.has('x-request-id')) said('no X-Request-Id');
    const text = await answer.text();
    const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
    const content = contentOf(this.document, described);
    if (text === '') return Object.keys(content).length === 0 ? void this.seen.add(name) : said('nothing was answered');
    const media = content[type];
    if (media === undefined) return said(`${type} is not described`);
    const body = JSON.parse(text) as { code?: string };
    for (const fault of this.checker.faults(media.schema, body)) said(fault);
    if (body.code !== undefined && !(body.code in (media.examples ?? {}))) said(`${body.code} is not described`);
    this.seen.add(body.code === undefined ? name : `${operation.operationId} ${body.code}`);
  }

  private operationAt(method: string, pathname: string): OperationObject | undefined {
    const matches = operationsOf(this.document).filter(
      (each) => each.method === method && new RegExp(`^${each.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
    );
    // `/sign-ins/current` is not `/sign-ins/{signInId}`.
    return matches.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)[0]?.operation;
  }
}

let world: World;
let document: OpenAPIObject;
let witness: Witness;

beforeAll(async () => {
  world = await World.create();
  document = JSON.parse(JSON.stringify(describeApi(world.app, { publicOrigin: world.origin, productName: 'Vestibule' }))) as OpenAPIObject;
  witness = new Witness(document);
  witness.start();
});
afterAll(async () => {
  witness.stop();
  await world.close();
});

/** It was refused, and {@link Witness} heard how. */
const expectRefused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });

describe('what the service answers is what the description says', () => {
  const email = 'dana@riverside.example';
  const newPassword = 'eleven lamps along the river';
  const laptop = 'laptop-0123456789';
  let authenticator: SoftwareAuthenticator;
  let organizationId: string;
  let secret = '';
  let recoveryCode = '';
  let client: NativeClient;

  it('from the invitation through the set-up', async () => {
    organizationId = await world.organization();
    await world.account(email, { organizationId, invited: true });
    authenticator = new SoftwareAuthenticator(world.origin);
    client = world.client(laptop);
    const token = (await world.mailbox.waitForLink(email, '/invitation')).hash.slice(1);
    await client.call('POST', '/invitations/lookup', { token });
    await expectRefused(client.call('POST', '/invitations/lookup', { token: 'no such token' }), 'invitation.notValid');
    await expectRefused(client.acceptInvitation(token, 'short'), 'password.tooShort');
    await expectRefused(client.acceptInvitation(token, 'x'.repeat(600)), 'password.tooLong');
    await expectRefused(client.acceptInvitation(token, 'passwordpassword'), 'password.tooCommon');
    await expectRefused(client.acceptInvitation(token, 'the vestibule of dana'), 'password.containsName');
    await client.acceptInvitation(token, password);
    await client.freshAuthenticator();
    secret = client.next('set-up-authenticator').authenticator.secret;
    await expectRefused(client.confirmAuthenticator('000000'), 'enrolment.codeRejected');
    await expectRefused(client.confirmRecoveryCode(), 'sign-in.wrongStep');
    await client.confirmAuthenticator(world.code(secret));
    await client.current();
    expect(client.next('store-recovery-code').recoveryCode).toBeNull();
    await client.freshRecoveryCode();
    recoveryCode = client.next('store-recovery-code').recoveryCode ?? '';
    await client.confirmRecoveryCode();
    const registration = authenticator.register(client.next('trust-device').passkey.options);
    await expectRefused(client.trustDevice({ ...registration, response: {} }), 'device.refused');
    await client.trustDevice(registration, 'Ward 3 laptop');
    client.next('done');
  });

  it('of the holder’s own session, sessions, devices and password', async () => {
    await client.call('GET', '/session');
    await client.call('GET', '/sessions');
    const { devices } = await client.call<{ devices: readonly { id: string }[] }>('GET', '/devices');
    expect(devices).toHaveLength(1);
    await client.call('PATCH', `/devices/${devices[0]?.id}`, { name: 'Laptop' });
    await expectRefused(client.call('PATCH', '/devices/none', { name: 'Laptop' }), 'device.notFound');
    await expectRefused(client.call('DELETE', '/devices/none'), 'device.notFound');
    await expectRefused(client.call('DELETE', '/sessions/none'), 'session.notFound');
    await expectRefused(client.call('POST', '/password', { currentPassword: 'not this one at all', newPassword }), 'password.wrong');
    await client.call('POST', '/password', { currentPassword: password, newPassword });
    const { authenticators } = await client.call<{ authenticators: readonly { id: string }[] }>('GET', '/account');
    await expectRefused(client.call('DELETE', '/authenticators/none'), 'authenticator.notFound');
    await client.call('DELETE', `/authenticators/${authenticators[0]?.id}`);
    await expectRefused(client.call('DELETE', `/devices/${devices[0]?.id}`), 'factor.required');
    await client.begin({ purpose: 'set-up' });
    secret = client.next('set-up-authenticator').authenticator.secret;
    await client.confirmAuthenticator(world.code(secret));
    // This device is trusted already, so nobody is asked again.
    client.next('done');
    await client.begin({ purpose: 'recovery-code' });
    recoveryCode = client.next('store-recovery-code').recoveryCode ?? '';
    await client.confirmRecoveryCode();
    client.next('done');
    await client.begin({ purpose: 'trust-device' });
    await client.declineDevice();
    client.next('done');
    await client.call('PUT', '/account/language', { language: 'en' });
    await expectRefused(client.call('PUT', '/account/language', { language: 'no language' }), 'account.languageInvalid');
    await client.call('POST', '/sessions/end-others');
    const { entries } = await client.call<{ entries: readonly { id: string; disputable: boolean }[] }>('GET', '/account/history?limit=10');
    await expectRefused(client.call('POST', '/account/history/none/dispute'), 'history.notFound');
    await client.call('POST', `/account/history/${entries.find(({ disputable }) => disputable)?.id}/dispute`);
    await expectRefused(client.call('POST', '/account-freezes', { token: 'no such token' }), 'freeze.notValid');
    await expectRefused(world.client().call('GET', '/session'), 'session.required');
  });

  it('of every way to sign in again', async () => {
    const again = world.client(laptop);
    await expectRefused(again.begin({ email }).then(() => again.password('not this one at all')), 'sign-in.rejected');
    await again.password(newPassword);
    for (const method of ['authenticator', 'email-code', 'recovery-code'] as const) await again.challenge(method);
    await expectRefused(again.challenge('email-code'), 'challenge.tooSoon');
    await again.challenge('recovery-code');
    await expectRefused(again.answer({ code: 'FH00-P2QX-KZPD-V13H-DZZX-465J' }), 'challenge.rejected');
    await again.answer({ code: recoveryCode });
    await again.confirmRecoveryCode();
    again.next('done');

    const passkey = world.client(laptop);
    await passkey.begin({});
    const { options } = passkey.next('first-factor').passkey;
    await expectRefused(passkey.passkey(new SoftwareAuthenticatorOfNobody(world.origin).answer(options)), 'sign-in.rejected');
    await passkey.passkey(authenticator.assert(options));
    passkey.next('done');
    await passkey.call('DELETE', '/session');
    await expectRefused(passkey.call('DELETE', '/session'), 'session.required');
  });

  it('when the proof is too old, and after it is renewed', async () => {
    world.clock.advance({ minutes: 6 });
    const { devices } = await client.call<{ devices: readonly { id: string }[] }>('GET', '/devices');
    const device = `/devices/${devices[0]?.id}`;
    await expectRefused(client.call('DELETE', device), 'session.stepUpRequired');
    await expectRefused(client.begin({ purpose: 'set-up' }), 'session.stepUpRequired');
    await client.begin({ purpose: 'step-up' });
    await client.answer({ credential: authenticator.assert(client.next('challenge').challenge?.options as never) });
    const { sessions } = await client.call<{ sessions: readonly { id: string; current: boolean }[] }>('GET', '/sessions');
    const other = sessions.find(({ current }) => !current);
    await client.call('DELETE', `/sessions/${other?.id}`);
    await client.call('DELETE', device);
  });

  it('of a sign-in that is declined, forgotten or takes too long', async () => {
    await world.account('sam@riverside.example', { organizationId });
    const sam = world.client();
    await sam.begin({ email: 'sam@riverside.example' });
    await sam.password(password);
    await sam.confirmAuthenticator(world.code(sam.next('set-up-authenticator').authenticator.secret));
    await sam.confirmRecoveryCode();
    await sam.declineDevice();
    sam.next('done');
    const gone = world.client();
    await gone.begin({ email });
    await gone.call('DELETE', `/sign-ins/${gone.signIn.id}`);
    world.clock.advance({ minutes: 16 });
    await expectRefused(gone.current(), 'sign-in.notFound');
  });

  it('of requests that are no requests', async () => {
    const nobody = world.client();
    await expectRefused(nobody.call('POST', '/sign-ins', { email, surprise: true }), 'request.invalid');
    await expectRefused(nobody.call('POST', '/sign-ins', { email: 'x'.repeat(70_000) }), 'request.tooLarge');
    const post = (body: string, headers: Record<string, string>) => fetch(`${world.origin}/api/v1/sign-ins`, { method: 'POST', body, headers });
    expect((await post('email=dana', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await post('{}', { 'content-type': 'application/json', origin: 'https://elsewhere.example' })).status).toBe(403);
  });

  it('of a page, with its cookies and its token', async () => {
    const headers = { 'content-type': 'application/json', origin: world.origin };
    const begun = await fetch(`${world.origin}/api/v1/sign-ins`, { method: 'POST', headers, body: JSON.stringify({ email }) });
    const cookie = begun.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
    const { id, csrfToken } = (await begun.json()) as { id: string; csrfToken: string };
    const give = (more: Record<string, string>) =>
      fetch(`${world.origin}/api/v1/sign-ins/${id}/password`, {
        method: 'POST',
        headers: { ...headers, cookie, ...more },
        body: JSON.stringify({ password: newPassword }),
      });
    expect((await give({})).status).toBe(403);
    expect((await give({ 'x-csrf-token': csrfToken })).status).toBe(200);
  });

  it('after a reset: the mailbox is proved first, and the holder can stop everything', async () => {
    const accountId = await world.accountId(email);
    await world.app.get(CommandBus).execute(new ResetMfa(world.operator('lost everything'), accountId, 'video-call'));
    const token = (await world.mailbox.waitForLink(email, '/not-me')).hash.slice(1);
    const again = world.client();
    await again.begin({ email });
    await again.password(newPassword);
    again.next('prove-mailbox');
    await again.answer({ code: await world.mailbox.waitForCode(email) });
    again.next('set-up-authenticator');
    await again.call('POST', '/account-freezes', { token });
    await expectRefused(again.begin({ email }).then(() => again.password(newPassword)), 'sign-in.rejected');
  });

  it('to the letter', () => {
    expect(witness.faults).toEqual([]);
  });

  it('for every operation', () => {
    const succeeded = new Set([...witness.seen].filter((name) => / 2\d\d$/.test(name)).map((name) => name.split(' ')[0]));
    // Those of the console are asked in the specs of the console.
    const published = operationsOf(document).filter(({ operation }) => operation.tags?.includes('Console') !== true);
    expect(published.map(({ operation }) => operation.operationId).filter((id) => !succeeded.has(id))).toEqual([]);
  });
});

/** Answers with a passkey that the service has never seen. */
class SoftwareAuthenticatorOfNobody {
  constructor(private readonly origin: string) {}

  answer(options: { readonly challenge: string }) {
    const stranger = new SoftwareAuthenticator(this.origin);
    stranger.register({ challenge: options.challenge, rp: { id: 'localhost' }, user: { id: 'bm9ib2R5' } });
    return stranger.assert(options);
  }
}
