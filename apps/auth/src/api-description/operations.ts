import type { OpenAPIObject, OperationObject, ParameterObject, ReferenceObject, ResponseObject } from '@nestjs/swagger';
import { type Credential, CREDENTIAL_EXTENSION, REFUSES_EXTENSION } from '../platform/http/api-docs.js';
import type { ErrorCode } from '../platform/http/error-catalogue.js';
import { codesOf, securityOf } from './credentials.js';
import { answerExamples } from './examples/answers.js';
import { requestExamples } from './examples/requests.js';
import { headersOf, parameterRef } from './headers.js';
import type { ProblemResponses } from './problems.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The operations of a document, with their method and path. */
export const operationsOf = ({ paths }: Pick<OpenAPIObject, 'paths'>) =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ path, method, operation }];
    }),
  );

/** What the service does for an operation without its controller saying so. */
export function complete(operation: OperationObject, isSafe: boolean, problems: ProblemResponses): OperationObject {
  const { [CREDENTIAL_EXTENSION]: credential, ...described } = operation as OperationObject & Facts;
  const codes = new Set<ErrorCode>([
    ...described[REFUSES_EXTENSION],
    ...codesOf(credential, isSafe),
    ...codesOfEveryRoute(isSafe, operation.requestBody !== undefined),
  ]);
  return {
    ...described,
    security: securityOf(credential, isSafe),
    parameters: [
      ...(described.parameters ?? []).map(describedParameter),
      ...(isSafe ? [] : [parameterRef('Idempotency-Key')]),
      parameterRef('X-Request-Id'),
    ],
    ...withRequestExamples(described),
    responses: { ...successOf(described), ...problems.of(codes) },
  };
}

interface Facts {
  readonly [CREDENTIAL_EXTENSION]: Credential;
  readonly [REFUSES_EXTENSION]: readonly ErrorCode[];
}

const codesOfEveryRoute = (isSafe: boolean, hasBody: boolean): readonly ErrorCode[] => [
  'request.invalid',
  'internal',
  'platform.unavailable',
  ...(isSafe ? [] : (['request.crossSite', 'platform.busy'] as const)),
  ...(hasBody ? (['request.tooLarge', 'request.unsupportedMediaType'] as const) : []),
];

function withRequestExamples({ operationId = '', requestBody }: OperationObject): Pick<OperationObject, 'requestBody'> {
  if (requestBody === undefined || '$ref' in requestBody) return {};
  const examples = requestExamples[operationId] ?? {};
  const content = Object.entries(requestBody.content).map(([type, media]) => [type, { ...media, examples }] as const);
  return { requestBody: { ...requestBody, required: true, content: Object.fromEntries(content) } };
}

function successOf({ operationId = '', responses }: OperationObject): Record<string, ResponseObject> {
  const entries = Object.entries(responses).flatMap(([status, response]) =>
    response === undefined || '$ref' in response ? [] : [[status, withExamples(operationId, response)] as const],
  );
  return Object.fromEntries(entries);
}

function withExamples(operationId: string, response: ResponseObject): ResponseObject {
  const { examples = {}, headers = [] } = answerExamples[operationId] ?? {};
  const content = Object.entries(response.content ?? {}).map(([type, media]) => [type, { ...media, examples }] as const);
  return {
    ...response,
    headers: headersOf('X-Request-Id', ...headers),
    ...(content.length > 0 && { content: Object.fromEntries(content) }),
  };
}

const PATH_PARAMETERS: Readonly<Record<string, string>> = {
  signInId: '`id` of the sign-in; the credential must be of the same one.',
  challengeId: '`id` of a challenge of this sign-in.',
  sessionId: '`id` from the list of sessions.',
  deviceId: '`id` from the list of devices.',
  accountId: '`id` of an account.',
  organizationId: '`id` of an organization.',
  exportId: '`exportId` of an export.',
  name: 'The name it is kept under; for a report, one of its names.',
  resetId: '`resetId` of the reset.',
  factorId: '`id` from the factors of the account.',
  authenticatorId: '`id` from `authenticators` of one’s own account.',
  entryId: '`id` of an entry of one’s own history.',
};

function describedParameter(parameter: ParameterObject | ReferenceObject): ParameterObject | ReferenceObject {
  if ('$ref' in parameter || parameter.in !== 'path') return parameter;
  const description = PATH_PARAMETERS[parameter.name];
  return { ...parameter, ...(description !== undefined && { description }), schema: { type: 'string', maxLength: 128 } };
}
