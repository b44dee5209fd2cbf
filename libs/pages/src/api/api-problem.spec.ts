import { expect, it } from 'vitest';
import { problemFrom } from './api-problem';

it('reads problem details', () => {
  const problem = problemFrom(429, null, { code: 'challenge.tooSoon', retryAfterSeconds: 41.2, requestId: 'r-1' });
  expect(problem).toMatchObject({ code: 'challenge.tooSoon', status: 429, retryAfterSeconds: 42, requestId: 'r-1' });
});

it('tells an outage by its status, whatever the body says', () => {
  expect(problemFrom(503, '5', { code: 'store.away' })).toMatchObject({ code: 'unavailable', retryAfterSeconds: 5 });
  expect(problemFrom(502, null, '<html>Bad gateway</html>')).toMatchObject({ code: 'unavailable', retryAfterSeconds: null });
});

it('makes the best of an answer without details', () => {
  expect(problemFrom(429, '30', '')).toMatchObject({ code: 'throttled', retryAfterSeconds: 30 });
  expect(problemFrom(500, 'Wed, 21 Oct 2026 07:28:00 GMT', undefined)).toMatchObject({ code: 'unexpected', retryAfterSeconds: null });
});
