import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NativeClient } from '../support/native-client.js';
import { type EnrolledProvider, RunningWorld } from '../support/running-world.js';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string; readonly arrayValue?: { readonly values: readonly { readonly stringValue?: string }[] } };
}

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly status: { readonly code?: number };
}

/** Takes what a collector would: OTLP over HTTP, as JSON. */
class Collector {
  /** Everything that came, as it came. */
  readonly bodies: unknown[] = [];
  readonly #server: Server = createServer((request, response) => {
    void json(request).then((body) => {
      if (request.url === '/v1/traces') this.bodies.push(body);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get spans(): readonly Span[] {
    interface Export {
      readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
    }
    return (this.bodies as Export[]).flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const traceId = '0af7651916cd43dd8448eb211c80319c';
const callerSpanId = 'b7ad6b7169203331';

const collector = new Collector();
let world: RunningWorld;
let person: EnrolledProvider;
beforeAll(async () => {
  const endpoint = await collector.open();
  world = await RunningWorld.open({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } });
  person = await world.enrolled(await world.registerOrganization('Riverside Clinic', { mfaRequired: true }));
});
afterAll(async () => {
  await world.close();
  await collector.close();
});

const ofTrace = (): readonly Span[] => collector.spans.filter((span) => span.traceId === traceId);
const attribute = (span: Span | undefined, key: string): unknown => {
  const value = span?.attributes.find((one) => one.key === key)?.value;
  return value?.stringValue ?? value?.intValue ?? value?.arrayValue?.values.map(({ stringValue }) => stringValue);
};

describe('a sign-in with an e-mail code', () => {
  let code = '';

  it('is one trace, from the requests over what they wrote to the mail', async () => {
    const client = new NativeClient(world.service.origin, undefined, { traceparent: `00-${traceId}-${callerSpanId}-01` });
    await client.begin({ email: person.email });
    await client.password(person.password);
    await client.challenge('email-code');
    code = await world.mailbox.waitForCode(person.email);
    await client.answer({ code });
    expect(client.next('done').session.acr).toBe('email');

    await expect.poll(() => ofTrace().map(({ name }) => name)).toEqual(
      expect.arrayContaining(['POST /api/v1/sign-ins', 'decide account', 'append account', 'react mail', 'job mail-code', 'mail', expect.stringMatching(/\/answer$/)]),
    );
    // Whatever has no parent here was asked for by the caller, and nothing else was.
    const withoutParent = (): readonly (string | undefined)[] => {
      const ids = new Set(ofTrace().map(({ spanId }) => spanId));
      return [...new Set(ofTrace().flatMap(({ parentSpanId }) => (parentSpanId !== undefined && ids.has(parentSpanId) ? [] : [parentSpanId])))];
    };
    await expect.poll(withoutParent).toEqual([callerSpanId]);
    const paths = (): readonly (readonly string[])[] => {
      const spans = new Map(ofTrace().map((span) => [span.spanId, span]));
      const path = (span: Span): readonly string[] => {
        const parent = spans.get(span.parentSpanId ?? '');
        return [...(parent === undefined ? [] : path(parent)), span.name];
      };
      return [...spans.values()].map(path);
    };
    const issue = 'POST /api/v1/sign-ins/:signInId/challenges';
    await expect.poll(paths).toContainEqual([issue, 'decide account', 'append account']);
    await expect.poll(paths).toContainEqual([issue, 'decide account', 'react mail', 'job mail-code', 'mail']);
  });

  it('says what happened and how it ended', async () => {
    const decided = ofTrace().filter(({ name }) => name === 'decide account').map((span) => attribute(span, 'vestibule.events'));
    expect(decided).toContainEqual(['ChallengeIssued']);
    expect(decided).toContainEqual(expect.arrayContaining(['ChallengePassed', 'SessionStarted']));
    const begun = ofTrace().find(({ name }) => name === 'POST /api/v1/sign-ins');
    expect([attribute(begun, 'http.route'), Number(attribute(begun, 'http.response.status_code'))]).toEqual(['/api/v1/sign-ins', 201]);

    const refused = world.client();
    await refused.begin({ email: person.email });
    await expect(refused.password('not the right one at all')).rejects.toMatchObject({ status: 401 });
    await expect(refused.call('GET', '/session')).rejects.toMatchObject({ status: 401 });
    const show = (): Span | undefined => collector.spans.find(({ name }) => name === 'GET /api/v1/session');
    await expect.poll(show).toBeDefined();
    expect(Number(attribute(show(), 'http.response.status_code'))).toBe(401);
    expect(show()?.traceId).not.toBe(traceId);
  });

  it('is found as a whole also when the caller names no trace', async () => {
    const signedInBy = [world.client(), world.client()];
    for (const client of signedInBy) {
      await client.begin({ email: person.email });
      await client.password(person.password);
      await client.challenge('recovery-code');
    }
    const stepsOf = ({ signIn }: NativeClient): readonly string[] => {
      const name = createHash('sha256').update(signIn.id).digest('hex').slice(0, 16);
      return collector.spans.filter((span) => attribute(span, 'vestibule.sign_in') === name).map((span) => span.name);
    };
    const steps = ['POST /api/v1/sign-ins/:signInId/password', 'POST /api/v1/sign-ins/:signInId/challenges'];
    await expect.poll(() => signedInBy.map(stepsOf)).toEqual([steps, steps]);
  });

  it('names nobody and holds no secret', async () => {
    const all = JSON.stringify(collector.bodies);
    const [first] = await world.cli.accountEvents(person.email);
    const accountId = first?.stream.slice('account-'.length) ?? '';
    const local = person.email.split('@')[0] ?? '';
    for (const kept of [person.email, local, 'riverside', 'Dana', 'Reyes', person.password, person.recoveryCode, accountId, world.service.dataDir, '127.0.0.1', 'v1.']) {
      expect(all.toLowerCase()).not.toContain(kept.toLowerCase());
    }
    // Six digits in a row are in many times of the clock, but not by themselves.
    expect(all).not.toMatch(new RegExp(`(?<!\\w)${code}(?!\\w)`));
    // Bearer tokens and tickets are long.
    expect(all).not.toMatch(/[A-Za-z0-9_-]{40,}/);
    const keys = new Set(collector.spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)));
    expect([...keys].toSorted()).toEqual(['http.request.method', 'http.response.status_code', 'http.route', 'vestibule.attempt', 'vestibule.events', 'vestibule.mail', 'vestibule.sign_in']);
  });
});
