import { status } from '@grpc/grpc-js';
import codes from '@eventstore/db-client/generated/code_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import emptyMessages from 'google-protobuf/google/protobuf/empty_pb.js';
import {
  AppendResp,
  BatchAppendResp,
  DeleteResp,
  Status,
  StreamDeleted,
  TombstoneResp,
  WrongExpectedVersion,
  type Shared,
  type Streams,
} from './generated.js';
import { ANY, NO_STREAM, STREAM_EXISTS, type Outcome, type Proposal } from './log.js';
import { empty, identifierOf, refusal, streamDeleted, type Refusal } from './wire.js';

/* How outcomes of writes are said: each kind of call has its own way. */

interface Expectation {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

/** The number that stands for what the caller expects. */
export function expectedOf(options: Expectation, revision: string): number {
  if (options.hasAny()) return ANY;
  if (options.hasNoStream()) return NO_STREAM;
  return options.hasStreamExists() ? STREAM_EXISTS : Number(revision);
}

export function proposalOf(message: Streams.AppendReq.ProposedMessage | Streams.BatchAppendReq.ProposedMessage): Proposal {
  const metadata = message.getMetadataMap();
  return {
    id: message.getId()?.getString() ?? '',
    type: metadata.get('type') ?? '',
    contentType: metadata.get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/** @throws Refusal the stream is deleted for good */
export function appendAnswer(stream: string, outcome: Outcome): Streams.AppendResp {
  const answer = new AppendResp();
  if (outcome.kind === 'streamDeleted') throw streamDeleted(stream);
  if (outcome.kind === 'wrongExpectedVersion') {
    const wrong = new AppendResp.WrongExpectedVersion();
    if (outcome.actual < 0) wrong.setCurrentNoStream(empty());
    else wrong.setCurrentRevision(String(outcome.actual));
    answer.setWrongExpectedVersion(wrong);
    return answer;
  }
  const success = new AppendResp.Success();
  success.setCurrentRevision(String(outcome.revision));
  if (outcome.position === undefined) success.setNoPosition(empty());
  else {
    const position = new AppendResp.Position();
    position.setCommitPosition(String(outcome.position));
    position.setPreparePosition(String(outcome.position));
    success.setPosition(position);
  }
  answer.setSuccess(success);
  return answer;
}

/** Each correlation id is answered exactly once: the client cannot bear anything else. */
export function batchAnswer(correlationId: Shared.UUID | undefined, stream: string, outcome: Outcome): Streams.BatchAppendResp {
  const answer = new BatchAppendResp();
  answer.setCorrelationId(correlationId);
  answer.setStreamIdentifier(identifierOf(stream));
  if (outcome.kind === 'ok') {
    const success = new BatchAppendResp.Success();
    success.setCurrentRevision(String(outcome.revision));
    success.setNoPosition(new emptyMessages.Empty());
    answer.setSuccess(success);
    return answer;
  }
  const error = new Status();
  const details = new any.Any();
  if (outcome.kind === 'streamDeleted') {
    error.setCode(codes.Code.FAILED_PRECONDITION);
    details.pack(new StreamDeleted().serializeBinary(), 'event_store.client.StreamDeleted');
  } else {
    const wrong = new WrongExpectedVersion();
    if (outcome.actual < 0) wrong.setCurrentNoStream(new emptyMessages.Empty());
    else wrong.setCurrentStreamRevision(String(outcome.actual));
    error.setCode(codes.Code.ALREADY_EXISTS);
    details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
  }
  error.setDetails(details);
  answer.setError(error);
  return answer;
}

/** @throws Refusal */
export function deleteAnswer(stream: string, expected: number, outcome: Outcome): Streams.DeleteResp {
  return withPosition(new DeleteResp(), new DeleteResp.Position(), accepted(stream, expected, outcome));
}

/** @throws Refusal */
export function tombstoneAnswer(stream: string, expected: number, outcome: Outcome): Streams.TombstoneResp {
  return withPosition(new TombstoneResp(), new TombstoneResp.Position(), accepted(stream, expected, outcome));
}

interface PositionMessage {
  setCommitPosition(value: string): unknown;
  setPreparePosition(value: string): unknown;
}

function withPosition<P extends PositionMessage, T extends { setPosition(value: P): unknown }>(answer: T, message: P, position: bigint): T {
  message.setCommitPosition(String(position));
  message.setPreparePosition(String(position));
  answer.setPosition(message);
  return answer;
}

function accepted(stream: string, expected: number, outcome: Outcome): bigint {
  if (outcome.kind === 'streamDeleted') throw streamDeleted(stream);
  if (outcome.kind === 'wrongExpectedVersion') throw wrongVersion(stream, expected, outcome.actual);
  return outcome.position ?? 0n;
}

const wrongVersion = (stream: string, expected: number, actual: number): Refusal =>
  refusal(status.FAILED_PRECONDITION, `Delete failed due to WrongExpectedVersion. Stream: ${stream}`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(expected),
    'actual-version': String(actual),
  });
