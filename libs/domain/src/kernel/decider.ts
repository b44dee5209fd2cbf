import type { DomainEvent } from './message.js';

/**
 * What may happen (`decide`) and what it changes (`evolve`); both pure, state is plain JSON.
 *
 * `decide` returns the new events, none when there is nothing to record, and throws a `DomainError` when the command may
 * not be asked.
 */
export interface Decider<Command, State, Event extends DomainEvent> {
  readonly initial: State;
  readonly decide: (command: Command, state: State) => readonly Event[];
  readonly evolve: (state: State, event: Event) => State;
}

export const fold = <Command, State, Event extends DomainEvent>(
  decider: Pick<Decider<Command, State, Event>, 'evolve'>,
  state: State,
  events: Iterable<Event>,
): State => {
  let folded = state;
  for (const event of events) folded = decider.evolve(folded, event);
  return folded;
};
