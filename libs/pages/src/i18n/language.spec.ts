import { expect, it } from 'vitest';
import { preferredLanguage, regional } from './language';

it('takes the first language of the browser that the pages speak', () => {
  expect(preferredLanguage(['fr-CH', 'de-CH', 'en'], null)).toBe('de');
  expect(preferredLanguage(['DE'], null)).toBe('de');
});

it('falls back to English', () => {
  expect(preferredLanguage(['fr', 'constructor'], null)).toBe('en');
  expect(preferredLanguage([], null)).toBe('en');
});

it('prefers what was chosen before, if it is still there', () => {
  expect(preferredLanguage(['de'], 'en')).toBe('en');
  expect(preferredLanguage(['de'], 'tlh')).toBe('de');
});

it('writes dates as the region of the browser does', () => {
  expect(regional(['fr-CH', 'de-AT', 'en-GB'], 'en')).toBe('en-GB');
  expect(regional(['fr-CH', 'de-AT', 'en-GB'], 'de')).toBe('de-AT');
  expect(regional(['fr'], 'de')).toBe('de');
});
