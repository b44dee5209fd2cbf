/** What a code means to whoever writes a client. */
export interface CatalogueEntry {
  /** `4XX`: whichever the framework chose. */
  readonly status: number | '4XX';
  /** One sentence for the developer. */
  readonly meaning: string;
  /** What the answer itself says, for the person; left out where it varies. */
  readonly detail?: string;
  /** Comes with `Retry-After` and `retryAfterSeconds`. */
  readonly retryAfter?: true;
  /** Names the fields in `errors`. */
  readonly namesFields?: true;
  /** Never an answer of the API: for the command line, or the metrics. */
  readonly outsideApi?: true;
}

/** Every code this service refuses with. They are public and stable: a client may branch on them, and on nothing else. */
export const ERROR_CATALOGUE = {
  'sign-in.rejected': {
    status: 401,
    meaning: 'The first factor was not accepted: wrong, unknown, disabled, limited or too late, all with this one answer.',
    detail: 'The e-mail address and password do not match, or there were too many attempts.',
  },
  'sign-in.notFound': {
    status: 404,
    meaning: 'The sign-in is over, took too long, or its cookie or token is missing, of another sign-in or of the other kind of client: begin again.',
    detail: 'This sign-in has ended or took too long. Start again.',
  },
  'sign-in.wrongStep': {
    status: 409,
    meaning: 'The sign-in is at another step; `GET /api/v1/sign-ins/current` says at which.',
  },
  'challenge.rejected': {
    status: 401,
    meaning: 'The answer was not accepted: wrong, reused, expired, replaced by a newer one or limited, all with this one answer.',
    detail: 'This was not accepted. Use the newest code; after several wrong ones wait a few minutes or try another method.',
  },
  'challenge.methodNotAvailable': {
    status: 409,
    meaning: 'The account does not have this method or its organization does not allow it; `methods` of the step lists those it may use.',
    detail: 'This method is not available for this sign-in.',
  },
  'challenge.tooSoon': {
    status: 429,
    meaning: 'A code was sent less than a minute ago; `resendAvailableAt` of the challenge says when the next may be sent.',
    detail: 'A code was sent a moment ago.',
    retryAfter: true,
  },
  'challenge.tooMany': {
    status: 429,
    meaning: 'The account had too many codes in the last hour or day, or this sign-in too many challenges.',
    detail: 'Too many codes were asked for.',
    retryAfter: true,
  },
  'enrolment.expired': {
    status: 410,
    meaning: 'The key shown for the authenticator app is too old or was tried too often: ask for a fresh one.',
    detail: 'This key is no longer valid. Ask for a new one.',
  },
  'enrolment.codeRejected': {
    status: 401,
    meaning: 'The code does not belong to the key that was shown; try the next one.',
    detail: 'This code does not belong to the key that was shown.',
  },
  'enrolment.required': {
    status: 409,
    meaning: 'The account has no second factor yet: begin a sign-in with the purpose `set-up` first.',
    detail: 'Set up an authenticator app first.',
  },
  'authenticator.notFound': {
    status: 404,
    meaning: 'The account has no authenticator app with this id.',
    detail: 'There is no such authenticator app.',
  },
  'factor.required': {
    status: 409,
    meaning: 'The organization, or a staff role, asks for a second factor, and this is the last one that works.',
    detail: 'This is your last second factor, and you need one. Set up another one first.',
  },
  'history.notFound': { status: 404, meaning: 'The own history has no entry with this id that can be disputed.', detail: 'There is no such entry.' },
  'device.refused': {
    status: 422,
    meaning: 'The passkey was not accepted: the ceremony took too long, was for another origin, lacked user verification, or is registered already.',
    detail: 'This device could not be trusted.',
  },
  'device.notFound': { status: 404, meaning: 'The account trusts no device with this id.', detail: 'There is no such device.' },
  'session.required': {
    status: 401,
    meaning: 'There is no session, or it ended, expired or was idle for too long: sign in.',
    detail: 'Sign in first.',
  },
  'session.notFound': { status: 404, meaning: 'The account has no live session with this id.', detail: 'There is no such session.' },
  'session.stepUpRequired': {
    status: 403,
    meaning: 'The session was proved too long ago, or too weakly, for this change: begin a sign-in with the purpose `step-up`, then ask again.',
    detail: 'Prove yourself again first.',
  },
  'invitation.notValid': {
    status: 404,
    meaning: 'The invitation was used, replaced, is too old or never existed, all with this one answer.',
    detail: 'This invitation is not valid any more. Ask for a new one.',
  },
  'freeze.notValid': { status: 404, meaning: 'The link from the notice mail is not one of this service.', detail: 'This link is not valid any more.' },
  'password.wrong': {
    status: 401,
    meaning: 'The present password is wrong, or there were too many attempts; the session stays.',
    detail: 'The present password is not right, or there were too many attempts.',
  },
  'password.tooShort': { status: 422, meaning: 'The new password has too few characters (code points); the detail says how many it needs.' },
  'password.tooLong': { status: 422, meaning: 'The new password has too many characters (code points); the detail says how many it may have.' },
  'password.tooCommon': { status: 422, meaning: 'The new password is one of the most common ones.' },
  'password.containsName': { status: 422, meaning: 'The new password contains the name of the product, the organization or the address.' },

  'request.invalid': {
    status: 400,
    meaning: 'The body, a parameter or a header is not what this operation takes; unknown and repeated keys count as well.',
    detail: 'The request is not valid.',
    namesFields: true,
  },
  'request.csrf': {
    status: 403,
    meaning: 'Web clients: `X-CSRF-Token` is not the `csrfToken` of the newest answer.',
    detail: 'The X-CSRF-Token header is missing or out of date. Reload the page and try again.',
  },
  'request.crossSite': {
    status: 403,
    meaning: 'An unsafe request from a page of another origin, or with cookies and neither `Origin` nor `Sec-Fetch-Site`.',
    detail: 'The request does not come from a page of this service.',
  },
  'request.forbidden': { status: 403, meaning: 'This is never allowed.', detail: 'This is not allowed.' },
  'request.notFound': { status: 404, meaning: 'No operation has this address.', detail: 'There is nothing at this address.' },
  'request.methodNotAllowed': { status: 405, meaning: 'The address exists, but not with this method.', detail: 'This address does not take this method.' },
  'request.timeout': { status: 408, meaning: 'The request did not arrive completely in time.', detail: 'The request took too long to arrive.' },
  'request.tooLarge': { status: 413, meaning: 'The body is larger than this service takes (64 KiB unless configured otherwise).', detail: 'The body is larger than this service takes.' },
  'request.addressTooLong': { status: 414, meaning: 'A part of the address is longer than any id of this service.', detail: 'The address is longer than this service takes.' },
  'request.unsupportedMediaType': { status: 415, meaning: 'The body is not `application/json` in UTF-8.', detail: 'Send the body as application/json in UTF-8.' },
  'request.tooMany': {
    status: 429,
    meaning: 'Too many requests from this network or on the whole service; this says nothing about any account.',
    detail: 'Too many requests from here. Please wait a moment.',
    retryAfter: true,
  },
  'request.headersTooLarge': { status: 431, meaning: 'The headers together are larger than this service takes.', detail: 'The headers are larger than this service takes.' },
  'request.refused': { status: '4XX', meaning: 'HTTP itself was not kept to, in a way that has no code of its own.', detail: 'The request was refused.' },
  internal: {
    status: 500,
    meaning: 'A mistake of ours; the log of the service has more under the request id.',
    detail: 'Something went wrong on our side. Quote the request id when you ask for help.',
  },
  'platform.unavailable': {
    status: 503,
    meaning: 'The event log cannot be reached, so nothing can be acknowledged; repeat with the same `Idempotency-Key`.',
    detail: 'The service cannot be reached right now. Please try again in a moment.',
    retryAfter: true,
  },
  'platform.busy': {
    status: 503,
    meaning: 'Others changed the same account at the same moment, again and again; repeat with the same `Idempotency-Key`.',
    detail: 'Too much happened at once. Please try again.',
    retryAfter: true,
  },
  'platform.overloaded': {
    status: 503,
    meaning: 'More passwords and recovery codes wait to be checked than can be checked in useful time.',
    detail: 'Too many sign-ins at once. Please try again in a moment.',
    retryAfter: true,
  },
  'metrics.tokenRejected': {
    status: 401,
    meaning: '`/metrics`: the bearer token is missing or is not that of METRICS_TOKEN.',
    detail: 'The metrics need the token of METRICS_TOKEN.',
    outsideApi: true,
  },

  'console.notAllowed': { status: 403, meaning: 'Console: no role of this account allows it, at this moment.', detail: 'Your role does not allow this.' },
  'console.assuranceTooLow': {
    status: 403,
    meaning: 'Console: the session was not started with a passkey (`CONSOLE_ACR`): sign in again with one.',
    detail: 'Sign in with your passkey to use the console.',
  },
  'console.proofRequired': {
    status: 403,
    meaning: 'Console: this action takes a passkey assertion made for it (`POST /api/v1/admin/action-proofs`), and got none, a used one, or one for something else.',
    detail: 'This needs a fresh proof with your passkey.',
  },
  'case.notOpen': { status: 409, meaning: 'Console: the case was closed already, or never was.', detail: 'This case is not open any more.' },
  'case.ownReset': { status: 403, meaning: 'Console: the agent asked for the disputed reset or approved it; somebody else closes the case and lifts the freeze.', detail: 'Somebody else has to look at your reset.' },
  'event.notFound': { status: 404, meaning: 'Console: nothing happened under this id, or not in the organizations that the role is for.', detail: 'There is no such event.' },
  'export.notFound': { status: 404, meaning: 'Console: nothing was begun under this id by this agent, or it is long over.', detail: 'There is no such export.' },
  'filter.notFound': { status: 404, meaning: 'Console: no filter is kept under this name.', detail: 'There is no filter of this name.' },
  'filter.tooMany': { status: 409, meaning: 'Console: more are kept than anybody finds again.', detail: 'No more filters can be kept. Delete one first.' },
  'review.periodInvalid': { status: 422, meaning: 'Console: only what has happened can be reviewed.', detail: 'The period ends before it begins, or lies in the future.' },
  'staff.lastOwner': {
    status: 409,
    meaning: 'Staff: this is the last active owner; somebody else has to be made one first.',
    detail: 'This is the last owner. Make somebody else an owner first.',
  },
  'staff.ownAccount': { status: 403, meaning: 'Staff: nobody does this to their own account.' },
  'staff.peer': { status: 403, meaning: 'Staff: only an owner does this to the account of staff.' },
  'factor.notFound': { status: 404, meaning: 'Staff: the account has no authenticator app with this id.', detail: 'There is no such factor.' },
  'factor.last': {
    status: 409,
    meaning: 'Staff: the last second factor is taken away by a reset of MFA, and by nothing else.',
    detail: 'This is the last second factor of the account. Reset MFA instead.',
  },

  'account.exists': { status: 409, meaning: 'Staff: an account with this id was registered before.' },
  'account.erased': { status: 409, meaning: 'Staff: the person of this account was erased; only its history is left.' },
  'account.holdsRoles': { status: 409, meaning: 'Command line: an account of staff is erased when its roles are taken away.', outsideApi: true },
  'account.reasonNamesPerson': {
    status: 422,
    meaning: 'Command line: reason or ticket of an erasure would name the person for good.',
    detail: 'Reason and ticket stay for good: they must not hold the name or the address of the person.',
    outsideApi: true,
  },
  'account.notFound': { status: 404, meaning: 'Staff: there is no such account.' },
  'account.wrongStatus': { status: 409, meaning: 'Staff: the account is in this state already, or cannot come into it from where it is.' },
  'account.roleHeld': { status: 409, meaning: 'Staff: the account has this role already.' },
  'account.roleNotHeld': { status: 409, meaning: 'Staff: the account does not have this role.' },
  'account.emailTaken': { status: 409, meaning: 'Staff: this address belongs to another account.' },
  'account.emailInvalid': { status: 422, meaning: 'Staff: this is no address that an account can have.' },
  'account.nameInvalid': { status: 422, meaning: 'Staff: this is no name that an account can have.' },
  'account.languageInvalid': { status: 422, meaning: 'This is no language tag.' },
  'account.fileInvalid': { status: 422, meaning: 'Staff: the file of people to invite cannot be read; the detail says why.' },
  'account.reasonMissing': { status: 422, meaning: 'Staff: what is done to an account needs a reason.', detail: 'This needs a reason.' },
  'organization.exists': { status: 409, meaning: 'Staff: an organization with this id was registered before.' },
  'organization.notFound': { status: 404, meaning: 'Staff: there is no such organization.' },
  'organization.nameMissing': { status: 422, meaning: 'Staff: an organization needs a name.' },
  'organization.policyUnchanged': { status: 409, meaning: 'Staff: the policy is like this already.' },
  'organization.policyInvalid': { status: 422, meaning: 'Staff: nobody could sign in under this policy.' },
  'organization.sessionTooLong': { status: 422, meaning: 'Staff: sessions longer than the configured maximum need a written reason.' },
  'organization.reasonMissing': { status: 422, meaning: 'Staff: a change of policy needs a reason.' },
  'reset.ownAccount': { status: 403, meaning: 'Staff: nobody resets the MFA of the own account.' },
  'reset.peer': { status: 403, meaning: 'Staff: an account with a staff role is reset by an owner.' },
  'reset.missingProof': { status: 403, meaning: 'Staff: reason, ticket or how the identity was proved is missing.' },
  'reset.addressChanged': { status: 403, meaning: 'Staff: the address changed within the last days, so a reset has to wait.' },
  'reset.tooMany': { status: 403, meaning: 'Staff: this agent has done as many resets today as one may do.' },
  'reset.nothingToReset': { status: 403, meaning: 'Staff: the account has no second factor.' },
  'reset.ownRequest': { status: 403, meaning: 'Staff: a reset that takes two is approved by somebody else than who asked for it.' },
  'reset.notOpen': { status: 409, meaning: 'Staff: this reset was done, rejected, or expired.' },
  'reset.alreadyOpen': { status: 409, meaning: 'Staff: a reset of this account was asked for already and is still open.' },
  'reset.notAllowed': { status: 403, meaning: 'Staff: this agent may not reset MFA.' },

  'operator.unknownAccount': { status: 404, meaning: 'Command line: no account has this address or id.', outsideApi: true },
  'operator.unknownOrganization': { status: 404, meaning: 'Command line: no organization has this name or id.', outsideApi: true },
  'operator.ambiguousOrganization': { status: 409, meaning: 'Command line: several organizations have this name; use the id.', outsideApi: true },
  'operator.unknownJob': { status: 404, meaning: 'Command line: no job of this event was given up.', outsideApi: true },
  'operator.unknownOperation': { status: 400, meaning: 'Command line: the running service is of another version and does not know this operation.', outsideApi: true },
  'operator.invalidArguments': { status: 400, meaning: 'Command line: the arguments are not what this operation takes.', outsideApi: true },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type ErrorCode = keyof typeof ERROR_CATALOGUE;

export const entryOf = (code: ErrorCode): CatalogueEntry => ERROR_CATALOGUE[code];

/** Those that an answer over HTTP can have. */
export const HTTP_ERROR_CODES = (Object.keys(ERROR_CATALOGUE) as readonly ErrorCode[]).filter((code) => !entryOf(code).outsideApi);
