import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import { base32 } from '../../apps/auth/src/platform/keys/base32.js';

/** A value in the spellings in which it could lie about: as it is, hex, base32, base64, base64url, URL, JSON with escapes. */
export function spellings(text: string, bytes: Uint8Array = Buffer.from(text)): readonly string[] {
  const buffer = Buffer.from(bytes);
  const base64 = buffer.toString('base64').replace(/=+$/, '');
  const escaped = text.replace(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [...new Set([text, buffer.toString('latin1'), buffer.toString('hex'), buffer.toString('hex').toUpperCase(), base32(buffer), base32(buffer).toUpperCase(), base64, buffer.toString('base64url'), encodeURIComponent(text), escaped])];
}

/** Every file of a folder and of those in it, as text of single bytes. */
export function contentsOf(directory: string): ReadonlyMap<string, string> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map(({ parentPath, name }) => [relative(directory, join(parentPath, name)), readFileSync(join(parentPath, name)).toString('latin1')]));
}

/** Fails with the place and the spelling. */
export function expectNowhere(contents: ReadonlyMap<string, string>, needles: readonly string[]): void {
  const found = [...contents].flatMap(([name, content]) => needles.filter((needle) => content.includes(needle)).map((needle) => `${name} holds ${needle}`));
  expect(found).toEqual([]);
}
