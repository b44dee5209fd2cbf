import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../../apps/auth/src/api-description/document.js';
import { operationsOf } from '../../../apps/auth/src/api-description/operations.js';
import { contentOf, exampleValues, SchemaChecker } from '../../../apps/auth/src/api-description/testing/schema-checker.js';
import { password, World } from '../../support/world.js';
import { badBodies, badValues, placesIn, withValue } from './bad-values.js';
import { send, type RawAnswer } from './raw-request.js';

type Operation = ReturnType<typeof operationsOf>[number];

let world: World;
let document: OpenAPIObject;
let checker: SchemaChecker;
let operations: readonly Operation[];
/** What the requests bring, so that they come further than "who are you": an open sign-in, or a session. */
let signIn: { readonly id: string; readonly token: string };
let session = '';

beforeAll(async () => {
  const wide = Object.fromEntries(['BEGIN', 'PASSWORD', 'CHALLENGE'].map((name) => [`RATE_${name}_PER_MINUTE`, '100000']));
  world = await World.create({ ...wide, RATE_STAFF_PER_MINUTE: '10000', RATE_SERVICE_PER_MINUTE: '1000000' });
  document = JSON.parse(JSON.stringify(describeApi(world.app, { publicOrigin: world.origin, productName: 'Vestibule' }))) as OpenAPIObject;
  checker = new SchemaChecker(document);
  operations = operationsOf(document);
  await world.account('dana@riverside.example');
  const client = world.client();
  await client.begin({ email: 'dana@riverside.example' });
  await client.password(password);
  session = client.next('done').session.token ?? '';
  const other = world.client();
  const begun = await other.begin({ email: 'dana@riverside.example' });
  signIn = { id: begun.id, token: begun.token ?? '' };
});
afterAll(() => world.close());

const bodyOf = ({ operation }: Operation): { readonly schema: unknown; readonly example: unknown } | undefined => {
  const { requestBody } = operation;
  if (requestBody === undefined || '$ref' in requestBody) return undefined;
  const media = contentOf(document, requestBody)['application/json'];
  const [example] = exampleValues(document, media?.examples);
  return media === undefined || example === undefined ? undefined : { schema: media.schema, example };
};

const addressOf = ({ path }: Operation): string =>
  path.replace('{signInId}', signIn.id).replace(/\{\w+\}/g, '0b6d3c1e-5f2a-4c8e-9d41-7a2f00000001');

function ask(operation: Operation, body: string | Uint8Array | undefined, headers: Record<string, string> = {}): Promise<RawAnswer> {
  const token = operation.path.includes('/sign-ins/') ? signIn.token : session;
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return send(world.origin, operation.method.toUpperCase(), addressOf(operation), { authorization: `Bearer ${token}`, ...type, ...headers }, body);
}

/** What must never be in an answer: the inside of the service. */
const inside = /node_modules|\bat [\w.<>]+ \(|\.(?:ts|js):\d|\/(?:tmp|work|home|usr)\/|[a-z](?:Error|Exception|Controller|Handler|Repository)\b|SQLITE_|\bzod\b/;

function faultOf(what: string, { status, text, headers }: RawAnswer): string | undefined {
  if (status >= 500) return `${what}: ${status} ${text.slice(0, 120)}`;
  if (status >= 400 && !String(headers['content-type']).startsWith('application/problem+json')) return `${what}: ${status} is no problem+json`;
  // What was sent may come back in a path of `errors`; nothing that was not sent may.
  return inside.test(text) ? `${what}: says ${inside.exec(text)?.[0]}` : undefined;
}

/** Whether an error of the answer is about this place, what it is in, or what is in it. */
function names(text: string, place: readonly string[]): boolean {
  const { errors = [] } = JSON.parse(text) as { errors?: readonly { path: string }[] };
  const wanted = place.join('.');
  return errors.some(({ path }) => path === wanted || wanted.startsWith(`${path}.`) || path.startsWith(`${wanted}.`));
}

/** Some at a time, or it takes for ever. */
async function inTurns<Item>(items: readonly Item[], job: (item: Item) => Promise<string | undefined>): Promise<readonly string[]> {
  const faults: string[] = [];
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) faults.push(...[await job(item)].filter((fault) => fault !== undefined));
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return faults;
}

/** Milliseconds. A second is long for any of them; what takes time without bound takes longer than this on any machine. */
const LONGEST = 10_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is still held, of this process with the service in it. */
function heapMegabytes(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

describe('bad input', () => {
  it('in every field of every body is refused, the field is named, and nothing of the inside is said', async () => {
    const withBody = operations.flatMap((operation) => (bodyOf(operation) === undefined ? [] : [{ operation, ...bodyOf(operation)! }]));
    expect(withBody.length).toBeGreaterThan(15);
    const cases = withBody.flatMap(({ operation, schema, example }) =>
      placesIn(example).flatMap((place) =>
        [...badValues, ['left out', undefined] as const].map(([name, value]) => ({ operation, schema, place, name, body: withValue(example, place, value) })),
      ),
    );
    expect(cases.length).toBeGreaterThan(500);
    const faults = await inTurns(cases, async ({ operation, schema, place, name, body }) => {
      const what = `${operation.operation.operationId} ${place.join('.')}: ${name}`;
      const answer = await ask(operation, JSON.stringify(body));
      const fits = checker.faults(schema, JSON.parse(JSON.stringify(body))).length === 0 && !['NUL', 'half of a surrogate pair'].includes(name);
      if (fits) return faultOf(what, answer);
      if (answer.status !== 400) return `${what}: ${answer.status} instead of 400`;
      return faultOf(what, answer) ?? (names(answer.text, place) ? undefined : `${what}: not named in ${answer.text.slice(0, 300)}`);
    });
    expect(faults).toEqual([]);
  });

  it('of every kind of broken body is refused', async () => {
    const cases = operations.flatMap((operation) => {
      const body = bodyOf(operation);
      return body === undefined ? [] : badBodies(body.example).map(([name, text]) => ({ operation, name, text }));
    });
    const faults = await inTurns(cases, async ({ operation, name, text }) => {
      const what = `${operation.operation.operationId} ${name}`;
      const answer = await ask(operation, text);
      const expected = name === '1,000,000 characters' ? 413 : 400;
      return faultOf(what, answer) ?? (answer.status === expected ? undefined : `${what}: ${answer.status}`);
    });
    expect(faults).toEqual([]);
  });

  it('at its worst holds nobody up', async () => {
    const worst = operations.flatMap((operation) => {
      const body = bodyOf(operation);
      if (body === undefined) return [];
      const bodies = badBodies(body.example).filter(([name]) => /^(?:nested|1,000,000|twice)/.test(name));
      const long = placesIn(body.example).slice(0, 1).flatMap((place) => badValues.filter(([name]) => name.startsWith('60,000')).map(([name, value]) => [name, JSON.stringify(withValue(body.example, place, value))] as const));
      return [...bodies, ...long].map(([name, text]) => ({ operation, name, text }));
    });
    const slow: string[] = [];
    // One after the other, so that none waits for another.
    for (const { operation, name, text } of worst) {
      const began = performance.now();
      await ask(operation, text);
      const milliseconds = performance.now() - began;
      if (milliseconds > LONGEST) slow.push(`${operation.operation.operationId} ${name}: ${milliseconds.toFixed(0)} ms`);
    }
    expect(worst.length).toBeGreaterThan(80);
    expect(slow).toEqual([]);
  });

  it('leaves no memory behind', async () => {
    const all = operations.flatMap((operation) => {
      const body = bodyOf(operation);
      const small = body === undefined ? [] : badBodies(body.example).filter(([, text]) => text.length < 100_000);
      return small.map(([, text]) => ({ operation, text }));
    });
    // Every kind of body, each at some of the operations.
    const cases = all.filter((_, index) => index % 3 === 0);
    const pass = async (): Promise<number> => {
      await inTurns(cases, async ({ operation, text }) => void (await ask(operation, text)));
      world.log.length = 0;
      return heapMegabytes();
    };
    const levels: number[] = [];
    for (let passes = 0; passes < 4; passes += 1) levels.push(await pass());
    const [, second = 0, , fourth = 0] = levels;
    // Three kilobytes kept for each of them would be seen; the level moves by a tenth of that by itself.
    expect(cases.length).toBeGreaterThan(80);
    expect(fourth - second, `after each pass: ${levels.map((level) => level.toFixed(1)).join(', ')} MB`).toBeLessThan((cases.length * 2 * 3) / 1_024);
  });

  it('of another content type is refused', async () => {
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json; charset=utf-16', 'application/xml', 'text/json'];
    const cases = operations.flatMap((operation) => (bodyOf(operation) === undefined ? [] : types.map((type) => ({ operation, type }))));
    const faults = await inTurns(cases, async ({ operation, type }) => {
      const answer = await ask(operation, JSON.stringify(bodyOf(operation)?.example), { 'content-type': type });
      const what = `${operation.operation.operationId} ${type}`;
      return faultOf(what, answer) ?? (answer.status === 415 ? undefined : `${what}: ${answer.status}`);
    });
    expect(faults).toEqual([]);
  });

  it('in addresses and headers is refused', async () => {
    const parts = ['%00', '%ff', '%E0%A4%A', '..%2f..%2fetc%2fpasswd', '__proto__', 'constructor', 'x'.repeat(129), "'%20OR%201=1", '%F0%9F%98%80', '%0d%0aSet-Cookie:a=b'];
    const headers: readonly (readonly [string, string])[] = [
      ['idempotency-key', 'x'.repeat(129)],
      ['idempotency-key', 'with blank'],
      ['authorization', `Bearer ${'x'.repeat(8_000)}`],
      ['authorization', 'Bearer __proto__.constructor.prototype'],
      ['cookie', '__Host-vestibule-session=a; __Host-vestibule-session=b'],
      ['x-request-id', '<script>'],
      ['x-filler', 'x'.repeat(30_000)],
    ];
    const cases = operations.flatMap((operation) => [
      ...(operation.path.includes('{') ? parts.map((part) => ({ operation, address: operation.path.replaceAll(/\{\w+\}/g, part), header: undefined })) : []),
      ...parts.map((part) => ({ operation, address: `${addressOf(operation)}?limit=${part}&q=${part}&q=1&from[$ne]=1&__proto__[a]=1`, header: undefined })),
      ...headers.map((header) => ({ operation, address: addressOf(operation), header })),
    ]);
    const faults = await inTurns(cases, async ({ operation, address, header }) => {
      const what = `${operation.method} ${address} ${header?.[0] ?? ''}`.slice(0, 160);
      const own: Record<string, string> = header === undefined ? { authorization: `Bearer ${session}` } : { [header[0]]: header[1] };
      const body = bodyOf(operation);
      const json = body === undefined ? {} : { 'content-type': 'application/json' };
      const answer = await send(world.origin, operation.method.toUpperCase(), address, { ...own, ...json }, body && JSON.stringify(body.example));
      return header?.[0] === 'x-filler' && answer.status !== 431 ? `${what}: ${answer.status}` : faultOf(what, answer);
    });
    expect(faults).toEqual([]);
  });
});
