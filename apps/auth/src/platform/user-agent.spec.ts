import { describe, expect, it } from 'vitest';
import { describeUserAgent, knownBrowserOf } from './user-agent.js';

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const SAFARI = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const MADE_UP = 'ClinicDesktop/3.1 (Windows NT 10.0)';

describe('a user agent', () => {
  it.each([
    [CHROME, 'Chrome on Windows'],
    [SAFARI, 'Safari on iOS'],
    [MADE_UP, 'ClinicDesktop on Windows'],
    ['ClinicDesktop/3.1 (x)', 'ClinicDesktop'],
    ['', null],
    [' ', null],
    ['?', null],
  ])('is described: %s', (userAgent, words) => {
    expect(describeUserAgent(userAgent)).toBe(words);
  });

  it('is cut in what it calls itself', () => {
    expect(describeUserAgent(`${'A'.repeat(500)}/1.0 (Windows Phone 10)`)).toBe(`${'A'.repeat(40)} on Windows Phone`);
  });

  it.each([
    [CHROME, { browser: 'Chrome', system: 'Windows' }],
    [MADE_UP, { browser: null, system: 'Windows' }],
    ['Call-0800-123-at-once/1.0 (x)', { browser: null, system: null }],
    ['', { browser: null, system: null }],
    [' ', { browser: null, system: null }],
  ])('is told by known names alone: %s', (userAgent, known) => {
    expect(knownBrowserOf(userAgent)).toEqual(known);
  });
});
