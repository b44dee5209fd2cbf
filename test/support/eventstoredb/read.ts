import { status, type ServerWritableStream } from '@grpc/grpc-js';
import type { Streams } from './generated.js';
import type { Log, StoredEvent } from './log.js';
import {
  caughtUpMessage,
  checkpointMessage,
  confirmationMessage,
  eventMessage,
  notFoundMessage,
  refusal,
  streamDeleted,
  streamName,
} from './wire.js';

export type ReadCall = ServerWritableStream<Streams.ReadReq, Streams.ReadResp>;
type Options = Streams.ReadReq.Options;

const DEFAULT_WINDOW = 32;

/** @returns how the call ends; a subscription ends with its connection only */
export async function read(log: Log, call: ReadCall): Promise<void> {
  const options = call.request.getOptions();
  if (options === undefined) throw refusal(status.INVALID_ARGUMENT, 'options are missing');
  const name = options.hasStream() ? streamName(options.getStream()?.getStreamIdentifier()) : undefined;
  if (name !== undefined && log.isTombstoned(name)) throw streamDeleted(name);
  if (options.hasSubscription()) return follow(log, call, options, name);
  const visible = name === undefined ? log.all : log.visible(name);
  if (visible === undefined) await write(call, notFoundMessage(name ?? ''));
  for (const event of select(visible ?? [], options)) await write(call, eventMessage(event));
}

/** Of a stream both directions begin AT a revision; of all, backwards begins BEFORE a position, as on a real server. */
function select(events: readonly StoredEvent[], options: Options): readonly StoredEvent[] {
  const backwards = options.getReadDirection() === 1;
  const stream = options.getStream();
  const all = options.getAll();
  let found = events;
  if (stream?.hasStart() === true || all?.hasStart() === true) found = backwards ? events.slice(0, stream === undefined ? 0 : 1) : events;
  else if (stream?.hasEnd() === true || all?.hasEnd() === true) found = backwards ? events : [];
  else if (stream !== undefined) {
    const from = BigInt(stream.getRevision());
    found = events.filter(({ revision }) => (backwards ? BigInt(revision) <= from : BigInt(revision) >= from));
  } else {
    const from = BigInt(all?.getPosition()?.getCommitPosition() ?? 0);
    found = events.filter(({ position }) => (backwards ? position < from : position >= from));
  }
  const count = Number(options.getCount());
  return (backwards ? found.toReversed() : found).slice(0, count);
}

/** Catching up and being live are one loop over the log, so there is no hand-over to lose or double an event in. */
async function follow(log: Log, call: ReadCall, options: Options, name: string | undefined): Promise<void> {
  let wake = (): void => {};
  const unlisten = log.listen(() => wake());
  const wanted = filterOf(options, name);
  const interval = checkpointInterval(options);
  let index = startOf(log, options, name);
  let considered = 0;
  let live = false;
  call.on('cancelled', () => wake());
  try {
    await write(call, confirmationMessage());
    while (!call.cancelled && !call.destroyed) {
      const event = log.all[index];
      if (event === undefined) {
        // As 24.10 says it: where the next event will be, with prepare 0. Whoever keeps the commit position alone misses that event.
        if (!live && interval > 0) await write(call, checkpointMessage(log.end, 0n));
        if (!live) await write(call, caughtUpMessage());
        live = true;
        if (log.all[index] === undefined && !call.cancelled) await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      index += 1;
      considered += 1;
      if (wanted(event)) await write(call, eventMessage(event));
      if (interval > 0 && considered % interval === 0) await write(call, checkpointMessage(event.position, event.position));
    }
  } finally {
    unlisten();
  }
}

/** The index in the log of the first event that may be sent: AFTER the given place. */
function startOf(log: Log, options: Options, name: string | undefined): number {
  const stream = options.getStream();
  const all = options.getAll();
  if (stream?.hasEnd() === true || all?.hasEnd() === true) return log.all.length;
  if (stream?.hasStart() === true || all?.hasStart() === true) return firstVisible(log, name);
  const isAfter =
    stream === undefined
      ? isBehind(BigInt(all?.getPosition()?.getCommitPosition() ?? 0), BigInt(all?.getPosition()?.getPreparePosition() ?? 0))
      : (event: StoredEvent): boolean => event.stream === name && BigInt(event.revision) > BigInt(stream.getRevision());
  const index = log.all.findIndex(isAfter);
  return index < 0 ? log.all.length : index;
}

/** Commit and prepare of an event are the same; those of a place to go on from need not be. */
const isBehind =
  (commit: bigint, prepare: bigint) =>
  ({ position }: StoredEvent): boolean =>
    position > commit || (position === commit && position > prepare);

function firstVisible(log: Log, name: string | undefined): number {
  if (name === undefined) return 0;
  const [first] = log.visible(name) ?? [];
  return first === undefined ? log.all.length : log.all.indexOf(first);
}

function filterOf(options: Options, name: string | undefined): (event: StoredEvent) => boolean {
  const filter = options.getFilter();
  if (name !== undefined) return ({ stream }) => stream === name;
  if (filter === undefined) return () => true;
  const onStream = filter.hasStreamIdentifier();
  const expression = onStream ? filter.getStreamIdentifier() : filter.getEventType();
  const regex = expression?.getRegex() ?? '';
  const prefixes = expression?.getPrefixList() ?? [];
  const matches = (text: string): boolean =>
    regex === '' ? prefixes.some((prefix) => text.startsWith(prefix)) : new RegExp(regex).test(text);
  return ({ stream, type }) => matches(onStream ? stream : type);
}

function checkpointInterval(options: Options): number {
  const filter = options.getFilter();
  if (filter === undefined) return 0;
  return filter.getCheckpointintervalmultiplier() * (filter.hasMax() ? filter.getMax() : DEFAULT_WINDOW);
}

async function write(call: ReadCall, message: Streams.ReadResp): Promise<void> {
  if (call.cancelled || call.destroyed) return;
  if (call.write(message)) return;
  await new Promise<void>((resolve) => {
    call.once('drain', resolve);
    call.once('cancelled', resolve);
    call.once('close', resolve);
  });
}
