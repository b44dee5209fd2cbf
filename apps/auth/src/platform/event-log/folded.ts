import type { Codec } from '#domain/kernel/codec.js';
import { fold, type Decider } from '#domain/kernel/decider.js';
import type { DomainEvent } from '#domain/kernel/message.js';
import type { RecordedEvent } from '#event-store/event-store.js';
import type { Envelope } from './envelope.js';

/** A stream folded so far, with the commands it has seen lately: a repeated one gets its first answer. */
export interface Folded<State> {
  readonly state: State;
  readonly revision: number;
  /** Command id → revisions of its events, the newest commands last. */
  readonly commands: Readonly<Record<string, readonly [first: number, last: number]>>;
}

const commandsKept = 64;

export const unfolded = <State>(initial: State): Folded<State> => ({ state: initial, revision: -1, commands: {} });

export function foldOn<State, Event extends DomainEvent>(
  folded: Folded<State>,
  recorded: readonly RecordedEvent[],
  decider: Pick<Decider<never, State, Event>, 'evolve'>,
  codec: Codec<Event>,
): Folded<State> {
  if (recorded.length === 0) return folded;
  let { state, revision } = folded;
  const commands: Record<string, readonly [number, number]> = { ...folded.commands };
  for (const event of recorded) {
    state = decider.evolve(state, codec.decode(event));
    ({ revision } = event);
    note(commands, envelopeOf(event).commandId, revision);
  }
  return { state, revision, commands: newest(commands) };
}

/** The same with what was just appended: the events as they were decided, which is how a reader decodes them. */
export function foldAppended<State, Event extends DomainEvent>(
  folded: Folded<State>,
  { events, commandId, revision }: { readonly events: readonly Event[]; readonly commandId: string; readonly revision: number },
  decider: Pick<Decider<never, State, Event>, 'evolve'>,
): Folded<State> {
  const commands = { ...folded.commands, [commandId]: [revision - events.length + 1, revision] } as const;
  return { state: fold(decider, folded.state, events), revision, commands: newest(commands) };
}

export const envelopeOf = (event: Pick<RecordedEvent, 'metadata'>): Envelope => event.metadata as unknown as Envelope;

/** A command's events are one append, so one that is known is the newest one, and stands in its place. */
function note(commands: Record<string, readonly [number, number]>, commandId: string | undefined, revision: number): void {
  if (commandId !== undefined) commands[commandId] = [commands[commandId]?.[0] ?? revision, revision];
}

function newest(commands: Folded<unknown>['commands']): Folded<unknown>['commands'] {
  const ids = Object.keys(commands);
  return ids.length <= commandsKept ? commands : Object.fromEntries(Object.entries(commands).slice(-commandsKept));
}
