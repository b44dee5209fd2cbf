import { describe, expect, it } from 'vitest';
import { LastOwner } from './errors.js';
import type { RosterEvent } from './events.js';
import { rosterDecider, type RosterCommand } from './roster.js';

const now = '2026-03-01T08:30:00.000Z';
const listed = (accountId: string): RosterEvent => ({ type: 'OwnerListed', at: now, accountId });
const unlisted = (accountId: string): RosterEvent => ({ type: 'OwnerUnlisted', at: now, accountId });
const decide = (command: RosterCommand, ...history: readonly RosterEvent[]) =>
  rosterDecider.decide(command, history.reduce(rosterDecider.evolve, rosterDecider.initial));
const unlist = (accountId: string, ...standing: readonly string[]): RosterCommand => ({ type: 'UnlistOwner', now, data: { accountId, standing } });

describe('the list of owners', () => {
  it('names each of them once', () => {
    const list: RosterCommand = { type: 'ListOwner', now, data: { accountId: 'a' } };
    expect(decide(list)).toEqual([listed('a')]);
    expect(decide(list, listed('a'))).toEqual([]);
    expect(decide(list, listed('a'), unlisted('a'))).toEqual([listed('a')]);
  });

  it('lets one go while another stands, and never the last', () => {
    expect(decide(unlist('a', 'a', 'b'), listed('a'), listed('b'))).toEqual([unlisted('a')]);
    expect(() => decide(unlist('a', 'a'), listed('a'))).toThrow(LastOwner);
    // The other one was listed, but is no owner any more, or is disabled.
    expect(() => decide(unlist('a', 'a'), listed('a'), listed('b'))).toThrow(LastOwner);
    // Who decided on an older list meets the newer one.
    expect(() => decide(unlist('a', 'a', 'b'), listed('a'), listed('b'), unlisted('b'))).toThrow(LastOwner);
  });

  it('does not count who was never listed as the one that stays', () => {
    expect(() => decide(unlist('a', 'a', 'c'), listed('a'))).toThrow(LastOwner);
    expect(decide(unlist('c', 'a', 'c'), listed('a'))).toEqual([]);
  });
});
