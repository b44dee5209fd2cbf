import { describe, expect, it } from 'vitest';
import { browserName } from './browser-name';

describe('the name of a browser', () => {
  it.each([
    ['Chrome on Windows', 'Chrome auf Windows'],
    ['Samsung Internet for Android on Android', 'Samsung Internet for Android auf Android'],
    ['Chrome on Chrome OS', 'Chrome auf Chrome OS'],
    ['ClinicDesktop', 'ClinicDesktop'],
  ])('%s is said in both languages', (english, german) => {
    expect([browserName(english, 'en'), browserName(english, 'de')]).toEqual([english, german]);
  });
});
