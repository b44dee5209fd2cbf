import { describe, expect, it } from 'vitest';
import { exact, fromLocalInput, relative, toLocalInput } from './time';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const ago = (ms: number): string => new Date(NOW - ms).toISOString();
const MINUTE = 60_000;

describe('relative', () => {
  it('counts in the largest unit that is full', () => {
    expect([30_000, MINUTE, 90 * MINUTE, 26 * 60 * MINUTE].map((ms) => relative(ago(ms), NOW, 'en'))).toEqual(['this minute', '1 minute ago', '1 hour ago', 'yesterday']);
  });

  it('speaks of what is to come, and in the language of the pages', () => {
    expect(relative(ago(-5 * MINUTE), NOW, 'de')).toBe('in 5 Minuten');
  });

  it('says the date when days are too many to count', () => {
    expect(relative(ago(60 * 24 * 60 * MINUTE), NOW, 'en')).toBe('Dec 31, 2025');
  });

  it('shows what is no instant as it is', () => {
    expect(relative('soon', NOW, 'en')).toBe('soon');
  });
});

it('the exact time has UTC in it, to the millisecond', () => {
  expect(exact('2026-03-01T12:00:00.120Z', 'en')).toContain(' · 2026-03-01T12:00:00.120Z');
});

it('a field for local time gives back the instant that it was given, to the second', () => {
  expect(fromLocalInput(toLocalInput('2026-03-01T12:00:07.000Z'))).toBe('2026-03-01T12:00:07.000Z');
  expect(fromLocalInput('')).toBeNull();
  expect(toLocalInput('')).toBe('');
});
