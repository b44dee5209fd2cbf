import { expect, it } from 'vitest';
import { webAddress } from './leave';

const base = 'https://sign-in.clinic.example';

it('leaves for web addresses only', () => {
  expect(webAddress('https://chart.clinic.example/today', base)).toBe('https://chart.clinic.example/today');
  expect(webAddress('/account', base)).toBe('https://sign-in.clinic.example/account');
  expect(webAddress('javascript:alert(1)', base)).toBeNull();
  expect(webAddress('data:text/html,x', base)).toBeNull();
  expect(webAddress('https://', base)).toBeNull();
});
