import { expect } from 'vitest';
import { fold, type Decider } from '../src/kernel/decider.js';
import type { DomainError } from '../src/kernel/domain-error.js';
import type { DomainEvent } from '../src/kernel/message.js';

/** `given(...history).when(command).thenEmits(...events)`, exact and in order. */
export const givenFor =
  <Command, State, Event extends DomainEvent>(decider: Decider<Command, State, Event>) =>
  (...history: readonly Event[]) => {
    const state = fold(decider, decider.initial, history);
    return {
      state,
      when: (command: Command) => ({
        /** The events alone, for assertions on a part of them. */
        events: () => decider.decide(command, state),
        thenEmits: (...events: readonly Event[]) => {
          expect(decider.decide(command, state)).toEqual(events);
        },
        thenNothing: () => {
          expect(decider.decide(command, state)).toEqual([]);
        },
        thenThrows: (error: abstract new (...args: never[]) => DomainError, code?: string) => {
          const decide = () => decider.decide(command, state);
          expect(decide).toThrow(error);
          if (code !== undefined) expect(decide).toThrow(expect.objectContaining({ code }));
        },
      }),
    };
  };
