import { getParser } from 'bowser';

/** The header comes from anybody: what it names itself is cut. */
const LONGEST_NAME = 40;

/** `Chrome on Windows`, `Safari on iOS`, `ClinicDesktop`; `null` when it says nothing that people know. */
export function describeUserAgent(userAgent: string): string | null {
  if (userAgent === '') return null;
  const parser = getParser(userAgent);
  const words = [parser.getBrowserName(), parser.getOSName()].map((name) => name.slice(0, LONGEST_NAME)).filter((name) => name !== '');
  return words.length === 0 ? null : words.join(' on ');
}
