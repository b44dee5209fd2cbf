/** What this kind of device calls the way it recognizes its owner. */
export type UnlockMeans = 'touchId' | 'faceId' | 'windowsHello' | 'android' | 'chromeOs' | 'other';

export interface PlatformHints {
  readonly userAgent: string;
  readonly maxTouchPoints: number;
  /** User-Agent Client Hints, where the browser has them. */
  readonly userAgentData?: { readonly platform?: string };
}

const BY_CLIENT_HINT: Readonly<Record<string, UnlockMeans>> = {
  Windows: 'windowsHello',
  macOS: 'touchId',
  Android: 'android',
  'Chrome OS': 'chromeOs',
  iOS: 'faceId',
};

export function unlockMeans({ userAgent, maxTouchPoints, userAgentData }: PlatformHints): UnlockMeans {
  const hinted = BY_CLIENT_HINT[userAgentData?.platform ?? ''];
  if (hinted !== undefined) return hinted;
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'faceId';
  // An iPad asks for desktop pages and calls itself a Mac; no Mac has a touch screen.
  if (/Macintosh/.test(userAgent)) return maxTouchPoints > 1 ? 'faceId' : 'touchId';
  if (/Windows/.test(userAgent)) return 'windowsHello';
  if (/CrOS/.test(userAgent)) return 'chromeOs';
  return /Android/.test(userAgent) ? 'android' : 'other';
}
