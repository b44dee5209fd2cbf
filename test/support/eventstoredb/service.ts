import type { handleServerStreamingCall, sendUnaryData, ServerDuplexStream, ServerReadableStream, ServerUnaryCall } from '@grpc/grpc-js';
import { SupportedMethod, SupportedMethods, StreamsService, type Streams } from './generated.js';
import type { Log, Outcome } from './log.js';
import { read } from './read.js';
import type { Counts, Switches } from './switches.js';
import { accessDenied, noLeader, notLeader, streamName, type Refusal } from './wire.js';
import { appendAnswer, batchAnswer, deleteAnswer, expectedOf, proposalOf, tombstoneAnswer } from './write.js';

type Call = { readonly metadata: { get(name: string): readonly unknown[] } };

export interface Service {
  readonly log: Log;
  readonly switches: Switches;
  readonly counts: Counts;
  /** Breaks every connection, now. */
  readonly drop: () => void;
}

/** The calls of the Streams service, on `service`. */
export function streamsOf(service: Service) {
  const { log } = service;
  return {
    read: (async (call) => {
      await late(service, 'read');
      try {
        admit(service, call);
        await read(log, call);
        call.end();
      } catch (error) {
        call.emit('error', error);
      }
    }) satisfies handleServerStreamingCall<Streams.ReadReq, Streams.ReadResp>,

    append: async (call: ServerReadableStream<Streams.AppendReq, Streams.AppendResp>, answer: sendUnaryData<Streams.AppendResp>) => {
      let options: Streams.AppendReq.Options | undefined;
      const proposals: Streams.AppendReq.ProposedMessage[] = [];
      for await (const message of saidIn<Streams.AppendReq>(call)) {
        options ??= message.getOptions();
        const proposed = message.getProposedMessage();
        if (proposed !== undefined) proposals.push(proposed);
      }
      // Given up by the caller before it had said everything: nothing was asked.
      if (call.cancelled) return;
      await respond(service, call, 'append', answer, () => {
        const stream = streamName(options?.getStreamIdentifier());
        const expected = options === undefined ? 0 : expectedOf(options, options.getRevision());
        return appendAnswer(stream, log.append(stream, proposals.map(proposalOf), expected));
      });
    },

    batchAppend: async (call: ServerDuplexStream<Streams.BatchAppendReq, Streams.BatchAppendResp>) => {
      const pending = new Map<string, Streams.BatchAppendReq[]>();
      for await (const message of saidIn<Streams.BatchAppendReq>(call)) {
        const id = message.getCorrelationId();
        const key = id?.getString() ?? '';
        const parts = [...(pending.get(key) ?? []), message];
        pending.set(key, parts);
        if (!message.getIsFinal()) continue;
        pending.delete(key);
        await late(service, 'batchAppend');
        const options = parts[0]?.getOptions();
        const stream = streamName(options?.getStreamIdentifier());
        const proposals = parts.flatMap((part) => part.getProposedMessagesList()).map(proposalOf);
        const outcome: Outcome = log.append(stream, proposals, options === undefined ? 0 : expectedOf(options, options.getStreamPosition()));
        call.write(batchAnswer(id, stream, outcome));
      }
      call.end();
    },

    delete: (call: ServerUnaryCall<Streams.DeleteReq, Streams.DeleteResp>, answer: sendUnaryData<Streams.DeleteResp>) =>
      respond(service, call, 'delete', answer, () => {
        const { stream, expected } = targetOf(call.request.getOptions());
        return deleteAnswer(stream, expected, log.delete(stream, expected, false));
      }),

    tombstone: (call: ServerUnaryCall<Streams.TombstoneReq, Streams.TombstoneResp>, answer: sendUnaryData<Streams.TombstoneResp>) =>
      respond(service, call, 'tombstone', answer, () => {
        const { stream, expected } = targetOf(call.request.getOptions());
        return tombstoneAnswer(stream, expected, log.delete(stream, expected, true));
      }),
  };
}

/** Lists BatchAppend, as every current server does. */
export function supportedMethods(): InstanceType<typeof SupportedMethods> {
  const supported = new SupportedMethods();
  supported.setEventStoreServerVersion('24.10.0');
  for (const { path } of Object.values(StreamsService) as { path: string }[]) {
    const [, serviceName = '', methodName = ''] = path.split('/');
    const method = new SupportedMethod();
    method.setServiceName(serviceName);
    method.setMethodName(methodName.toLowerCase());
    supported.addMethods(method);
  }
  return supported;
}

function targetOf(options: Streams.DeleteReq.Options | Streams.TombstoneReq.Options | undefined): { stream: string; expected: number } {
  const expected = options === undefined ? 0 : expectedOf(options, options.getRevision());
  return { stream: streamName(options?.getStreamIdentifier()), expected };
}

/** What the caller says, until it has said everything or gives up. */
async function* saidIn<Message>(call: AsyncIterable<unknown>): AsyncIterable<Message> {
  try {
    for await (const message of call) yield message as Message;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

async function respond<T>(service: Service, call: Call, method: string, answer: sendUnaryData<T>, work: () => T): Promise<void> {
  try {
    await late(service, method);
    admit(service, call);
    if (service.switches.readOnly) throw noLeader();
    const result = work();
    if (service.switches.loseAnswers > 0) {
      service.switches.loseAnswers -= 1;
      service.drop();
      return;
    }
    answer(null, result);
  } catch (error) {
    answer(error as Refusal);
  }
}

function admit({ switches }: Service, call: Call): void {
  const wanted = `Basic ${Buffer.from(switches.credentials).toString('base64')}`;
  if (switches.credentials !== '' && call.metadata.get('authorization')[0] !== wanted) throw accessDenied();
  if (switches.leaderPort !== 0 && call.metadata.get('requires-leader')[0] === 'true') throw notLeader(switches.leaderPort);
}

async function late({ switches, counts }: Service, method: string): Promise<void> {
  counts[method] = (counts[method] ?? 0) + 1;
  if (switches.late > 0) await new Promise((resolve) => setTimeout(resolve, switches.late));
}
