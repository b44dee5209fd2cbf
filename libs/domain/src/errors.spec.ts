import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { domainSources } from '../testing/codecs.js';
import { TypeScriptSources } from '../testing/typescript-sources.js';
import * as account from './account/errors.js';
import type { DomainError } from './kernel/domain-error.js';
import { OrganizationRefused } from './organization/errors.js';
import { LastOwner } from './roster/errors.js';
import { ExportNotFound, FilterNotFound, PeriodInvalid, TooManyFilters } from './staff/errors.js';

/** Clients go by these: a code is never changed or given another meaning, and a new one is listed here. */
const published = {
  'account.emailTaken': 'conflict',
  'account.erased': 'conflict',
  'account.exists': 'conflict',
  'account.holdsRoles': 'conflict',
  'account.notFound': 'notFound',
  'account.roleHeld': 'conflict',
  'account.roleNotHeld': 'conflict',
  'account.wrongStatus': 'conflict',
  'authenticator.notFound': 'notFound',
  'case.notOpen': 'conflict',
  'case.ownReset': 'forbidden',
  'challenge.methodNotAvailable': 'conflict',
  'challenge.rejected': 'unauthenticated',
  'challenge.tooMany': 'tooMany',
  'challenge.tooSoon': 'tooMany',
  'console.proofRequired': 'forbidden',
  'device.notFound': 'notFound',
  'device.refused': 'unprocessable',
  'enrolment.codeRejected': 'unauthenticated',
  'enrolment.expired': 'gone',
  'enrolment.required': 'conflict',
  'export.notFound': 'notFound',
  'factor.last': 'conflict',
  'factor.notFound': 'notFound',
  'factor.required': 'conflict',
  'filter.notFound': 'notFound',
  'filter.tooMany': 'conflict',
  'freeze.notValid': 'notFound',
  'invitation.notValid': 'notFound',
  'organization.exists': 'conflict',
  'organization.nameMissing': 'unprocessable',
  'organization.notFound': 'notFound',
  'organization.policyInvalid': 'unprocessable',
  'organization.policyUnchanged': 'conflict',
  'organization.reasonMissing': 'unprocessable',
  'organization.sessionTooLong': 'unprocessable',
  'password.containsName': 'unprocessable',
  'password.tooCommon': 'unprocessable',
  'password.tooLong': 'unprocessable',
  'password.tooShort': 'unprocessable',
  'password.wrong': 'unauthenticated',
  'reset.addressChanged': 'forbidden',
  'reset.alreadyOpen': 'conflict',
  'reset.missingProof': 'forbidden',
  'reset.notAllowed': 'forbidden',
  'reset.notOpen': 'conflict',
  'reset.nothingToReset': 'forbidden',
  'reset.ownAccount': 'forbidden',
  'reset.ownRequest': 'forbidden',
  'reset.peer': 'forbidden',
  'reset.tooMany': 'forbidden',
  'review.periodInvalid': 'unprocessable',
  'session.required': 'unauthenticated',
  'session.stepUpRequired': 'forbidden',
  'sign-in.notFound': 'notFound',
  'sign-in.rejected': 'unauthenticated',
  'sign-in.wrongStep': 'conflict',
  'staff.lastOwner': 'conflict',
  'staff.ownAccount': 'forbidden',
  'staff.peer': 'forbidden',
};

const said = 'What went wrong.';
const errors: readonly DomainError[] = [
  new account.SignInRejected(),
  new account.SignInNotFound(),
  new account.WrongStep('done'),
  new account.ChallengeRejected(),
  new account.MethodNotAvailable(),
  new account.EmailCodeTooSoon(60),
  new account.TooManyChallenges(60),
  new account.EnrolmentExpired(),
  new account.EnrolmentCodeRejected(),
  new account.DeviceRefused(),
  new account.DeviceNotFound(),
  new account.EnrolmentRequired(),
  new account.AuthenticatorNotFound(),
  new account.RequiredFactor(),
  new account.SessionRequired(),
  new account.StepUpRequired(),
  new account.InvitationNotValid(),
  new account.FreezeNotValid(),
  new account.CaseNotOpen(),
  new account.OwnReset(),
  new account.WrongPassword(),
  new account.ProofRequired(),
  new account.FactorNotFound(),
  new account.LastFactor(),
  new LastOwner(),
  new ExportNotFound(),
  new FilterNotFound(),
  new TooManyFilters(),
  new PeriodInvalid(),
  ...(['notOpen', 'alreadyOpen'] as const).map((fault) => new account.ResetRequestRefused(fault, said)),
  ...(['ownAccount', 'peer'] as const).map((fault) => new account.StaffRefused(fault, said)),
  ...(['tooShort', 'tooLong', 'tooCommon', 'containsName'] as const).map((fault) => new account.PasswordRefused(fault, said)),
  ...(['exists', 'notFound', 'wrongStatus', 'roleHeld', 'roleNotHeld', 'emailTaken', 'erased', 'holdsRoles'] as const).map(
    (reason) => new account.AccountRefused(reason, said),
  ),
  ...(['ownAccount', 'peer', 'missingProof', 'addressChanged', 'tooMany', 'nothingToReset', 'notAllowed', 'ownRequest'] as const).map(
    (fault) => new account.ResetRefused(fault, said),
  ),
  ...(['exists', 'notFound', 'nameMissing', 'policyUnchanged', 'policyInvalid', 'sessionTooLong', 'reasonMissing'] as const).map(
    (reason) => new OrganizationRefused(reason, said),
  ),
];

it('every code has its kind', () =>
  expect(Object.fromEntries(errors.map(({ code, kind }) => [code, kind]))).toEqual(published));

it('every code that the sources declare is published', () => {
  const paths = readdirSync(domainSources)
    .filter((name) => existsSync(new URL(`${name}/errors.ts`, domainSources)))
    .map((name) => `libs/domain/src/${name}/errors.ts`);
  const sources = new TypeScriptSources(paths);
  const declared = paths.flatMap((path) =>
    sources.exportsOf(path).flatMap((symbol) => {
      const code = sources.checker.getDeclaredTypeOfSymbol(symbol).getProperty('code');
      return code === undefined ? [] : sources.literalsOf(sources.checker.getTypeOfSymbol(code));
    }),
  );
  expect(declared.toSorted()).toEqual(Object.keys(published));
}, 30_000);

it('the public text says nothing of the private cause', () => {
  for (const error of [new account.SignInRejected('throttled'), new account.ChallengeRejected('factor limited')]) {
    expect(error.cause).not.toBeUndefined();
    expect(error.message).not.toContain(String(error.cause));
  }
});
