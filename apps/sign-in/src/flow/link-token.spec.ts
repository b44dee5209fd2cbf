import { expect, it, vi } from 'vitest';
import { takeLinkToken } from './link-token';

function open(address: string) {
  const replaceState = vi.fn();
  const token = takeLinkToken(new URL(address) as unknown as Location, { state: null, replaceState } as unknown as History);
  return { token, replaceState };
}

it('takes the token and leaves the address without it', () => {
  const { token, replaceState } = open('https://x.example/invitation#abc');
  expect(token).toBe('abc');
  expect(replaceState).toHaveBeenCalledWith(null, '', '/invitation');
});

it('leaves other pages and their fragments alone', () => {
  const { token, replaceState } = open('https://x.example/help#abc');
  expect(token).toBeNull();
  expect(replaceState).not.toHaveBeenCalled();
});

it('has none when there is none', () => {
  expect(open('https://x.example/not-me').token).toBeNull();
});
