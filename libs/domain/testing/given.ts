import { expect } from 'vitest';
import { fold, type Decider } from '../src/kernel/decider.js';
import type { DomainError, DomainErrorKind } from '../src/kernel/domain-error.js';
import type { DomainEvent } from '../src/kernel/message.js';

/** What a refusal says besides its class; `cause` is the private detail that tells refusals of one public answer apart. */
export interface Refusal {
  readonly kind?: DomainErrorKind;
  readonly code?: string;
  readonly cause?: string;
  readonly retryAfterSeconds?: number;
}

type History<Event> = readonly (Event | readonly Event[])[];

/** `given(...history).when(command).thenEmits(...events)`, exact and in order. Histories may be given in pieces. */
export const givenFor =
  <Command, State, Event extends DomainEvent>(decider: Decider<Command, State, Event>) =>
  (...history: History<Event>) => {
    const state = fold(decider, decider.initial, flat(history));
    return {
      state,
      when: (command: Command) => ({
        /** The events alone, for assertions on a part of them. */
        events: () => decider.decide(command, state),
        thenEmits: (...events: History<Event>) => {
          expect(decider.decide(command, state)).toEqual(flat(events));
        },
        thenNothing: () => {
          expect(decider.decide(command, state)).toEqual([]);
        },
        thenThrows: (error: abstract new (...args: never[]) => DomainError, refusal: Refusal = {}) => {
          const decide = () => decider.decide(command, state);
          expect(decide).toThrow(error);
          expect(decide).toThrow(expect.objectContaining(refusal));
        },
      }),
    };
  };

const flat = <Event>(history: History<Event>): readonly Event[] => history.flat() as Event[];
