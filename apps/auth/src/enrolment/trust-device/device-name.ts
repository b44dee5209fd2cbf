import Bowser from 'bowser';

/** "Chrome on Windows": what a device is called until its holder names it. */
export function deviceNameOf(userAgent: string): string {
  if (userAgent === '') return 'Device';
  const { browser, os } = Bowser.parse(userAgent);
  const parts = [browser.name, os.name].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? 'Device' : parts.join(' on ').slice(0, 64);
}
