import { expect, it } from 'vitest';
import { unlockMeans, type UnlockMeans } from './unlock-means';

const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15';

it.each<[string, string, number, string | undefined, UnlockMeans]>([
  ['Chrome on Windows', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 0, 'Windows', 'windowsHello'],
  ['Firefox on Windows', 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Firefox/140.0', 0, undefined, 'windowsHello'],
  ['Safari on a Mac', mac, 0, undefined, 'touchId'],
  ['Safari on an iPad that asks for desktop pages', mac, 5, undefined, 'faceId'],
  ['an iPhone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', 5, undefined, 'faceId'],
  ['an Android telephone', 'Mozilla/5.0 (Linux; Android 15) Firefox/140.0', 5, undefined, 'android'],
  ['a Chromebook', 'Mozilla/5.0 (X11; CrOS x86_64)', 0, 'Chrome OS', 'chromeOs'],
  ['Linux', 'Mozilla/5.0 (X11; Linux x86_64)', 0, 'Linux', 'other'],
])('names what %s recognizes its owner by', (_device, userAgent, maxTouchPoints, platform, means) => {
  const hints = platform === undefined ? {} : { userAgentData: { platform } };
  expect(unlockMeans({ userAgent, maxTouchPoints, ...hints })).toBe(means);
});
