/*
 * The client's own generated definitions of the wire, under their names. They are modules of the old format that export what
 * they contain at run time only, so they come as defaults.
 */
import features from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import featureMessages from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statusMessages from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamMessages from '@eventstore/db-client/generated/streams_pb.js';

export type * as Streams from '@eventstore/db-client/generated/streams_pb.js';
export type * as Shared from '@eventstore/db-client/generated/shared_pb.js';

export const { StreamsService } = streams;
export const { ServerFeaturesService } = features;
export const { SupportedMethod, SupportedMethods } = featureMessages;
export const { Status } = statusMessages;
export const { Empty, StreamDeleted, StreamIdentifier, UUID, WrongExpectedVersion } = shared;
export const { AppendResp, BatchAppendResp, DeleteResp, ReadResp, TombstoneResp } = streamMessages;
