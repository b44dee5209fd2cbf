import { beforeEach, describe, expect, it } from 'vitest';
import { Transport } from './transport';

const LOST = 'lost';
let answers: (Response | typeof LOST)[];
let sent: { key: string | null; csrf: string | null; body: string }[];
let transport: Transport;

beforeEach(() => {
  let keys = 0;
  answers = [];
  sent = [];
  transport = new Transport({
    newKey: () => `key-${++keys}`,
    pause: () => Promise.resolve(),
    fetch: async (request) => {
      sent.push({ key: request.headers.get('Idempotency-Key'), csrf: request.headers.get('X-CSRF-Token'), body: await request.text() });
      const answer = answers.shift() ?? new Response('{}');
      if (answer === LOST) throw new TypeError('Failed to fetch');
      return answer;
    },
  });
});

const post = (body: string): Request => new Request('https://x.example/api', { method: 'POST', body });
const keys = (): (string | null)[] => sent.map(({ key }) => key);

describe('Transport', () => {
  it('gives every unsafe call a key of its own', async () => {
    await transport.fetch(post('a'));
    await transport.fetch(post('a'));
    expect(keys()).toEqual(['key-1', 'key-2']);
  });

  it('repeats a call once when the answer is lost, with the same key and body', async () => {
    answers = [LOST];
    await transport.fetch(post('a'));
    expect(sent).toMatchObject([{ key: 'key-1', body: 'a' }, { key: 'key-1', body: 'a' }]);
  });

  it('keeps the key for the same call tried again by hand, and only for that', async () => {
    answers = [LOST, LOST];
    await expect(transport.fetch(post('a'))).rejects.toThrow('Failed to fetch');
    await transport.fetch(post('a'));
    await transport.fetch(post('a'));
    expect(keys()).toEqual(['key-1', 'key-1', 'key-1', 'key-2']);
  });

  it('gives another call another key after a loss', async () => {
    answers = [LOST, LOST];
    await expect(transport.fetch(post('a'))).rejects.toThrow('Failed to fetch');
    await transport.fetch(post('b'));
    expect(keys().at(-1)).toBe('key-2');
  });

  it('repeats reading too, without a key', async () => {
    answers = [LOST];
    await transport.fetch(new Request('https://x.example/api'));
    expect(keys()).toEqual([null, null]);
  });

  it('sends the newest token with unsafe calls', async () => {
    transport.useCsrfToken('one');
    transport.useCsrfToken('two');
    await transport.fetch(post('a'));
    await transport.fetch(new Request('https://x.example/api'));
    expect(sent.map(({ csrf }) => csrf)).toEqual(['two', null]);
  });

  it('knows the time by the service', async () => {
    answers = [new Response('{}', { headers: { Date: new Date(Date.now() + 600_000).toUTCString() } })];
    await transport.fetch(new Request('https://x.example/api'));
    expect(transport.now() - Date.now()).toBeGreaterThan(598_000);
  });
});
