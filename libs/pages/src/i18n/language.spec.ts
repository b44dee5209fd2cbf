import { expect, it } from 'vitest';
import { preferredLanguage } from './language';

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
