import { scaleLinear, scaleUtc } from 'd3-scale';
import { describe, expect, it } from 'vitest';
import { countTicks, timeTicks } from './ticks';

const labels = (from: string, to: string, width = 500): readonly string[] => timeTicks(scaleUtc([Date.parse(from), Date.parse(to)], [0, width]), 'en-GB', 'UTC').map(({ label }) => label);

describe('the ticks of a time', () => {
  it('say as much as it takes to tell them apart', () => {
    expect(labels('2026-03-01T10:00:00Z', '2026-03-01T10:00:50Z')).toEqual(['10:00:00', '10:00:15', '10:00:30', '10:00:45']);
    expect(labels('2026-03-01T20:00:00Z', '2026-03-02T04:00:00Z', 400)).toEqual(['21:00', '2 Mar', '03:00']);
    expect(labels('2026-03-01T00:00:00Z', '2026-03-09T00:00:00Z')).toEqual(['2 Mar', '4 Mar', '6 Mar', '8 Mar']);
    expect(labels('2025-12-01T00:00:00Z', '2026-12-01T00:00:00Z')).toEqual(['Jan 2026', 'Apr 2026', 'Jul 2026', 'Oct 2026']);
  });

  it('stand within the picture as a whole', () => {
    const ticks = timeTicks(scaleUtc([Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 9)], [36, 300]), 'en-GB', 'UTC');
    expect(ticks.length).toBeGreaterThan(0);
    for (const { at } of ticks) expect(at >= 36 && at <= 252).toBe(true);
  });
});

describe('the ticks of a count', () => {
  it('are whole and round', () => {
    expect(countTicks(scaleLinear([0, 2], [0, 100]), 5, 'en-GB').map(({ label }) => label)).toEqual(['0', '1', '2']);
    expect(countTicks(scaleLinear([0, 30_000], [0, 100]), 3, 'en-GB').map(({ label }) => label)).toEqual(['0', '10k', '20k', '30k']);
  });
});
