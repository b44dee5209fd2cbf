/** Every number the account's decisions use. Seconds unless the name says otherwise; the service's configuration fills it. */
export interface AccountLimits {
  readonly signInSeconds: number;
  readonly passkeyChallengeSeconds: number;
  readonly emailCodeSeconds: number;
  readonly emailCodeTries: number;
  readonly emailCodeResendSeconds: number;
  readonly emailCodesPerHour: number;
  readonly emailCodesPerDay: number;
  /** Wrong answers to one factor before it is slowed down. */
  readonly factorFreeFailures: number;
  /** From then on one try per so many seconds. */
  readonly factorRetrySeconds: number;
  /** Failures in a row at which a factor is useless until it is bound anew. */
  readonly factorDisabledAtFailures: number;
  /** Challenges, fresh keys and fresh recovery codes asked for, and registrations of a passkey refused. */
  readonly requestsPerSignIn: number;
  readonly enrolmentSeconds: number;
  readonly enrolmentTries: number;
  /** Wrong passwords from one network before it is slowed down. */
  readonly passwordFreeFailures: number;
  readonly passwordFirstDelaySeconds: number;
  readonly passwordLongestDelaySeconds: number;
  /** Code points. */
  readonly passwordMinimumWithMfa: number;
  readonly passwordMinimumWithoutMfa: number;
  readonly passwordMaximum: number;
  readonly sessionsPerAccount: number;
  /** How old `authenticatedAt` may be for a change that matters. */
  readonly stepUpSeconds: number;
  readonly invitationSeconds: number;
  readonly resetBlockedAfterEmailChangeSeconds: number;
  readonly resetsPerAgentPerDay: number;
  /** How long a reset that was asked for waits for its approval. */
  readonly resetRequestSeconds: number;
}

export const defaultAccountLimits: AccountLimits = {
  signInSeconds: 15 * 60,
  passkeyChallengeSeconds: 5 * 60,
  emailCodeSeconds: 10 * 60,
  emailCodeTries: 5,
  emailCodeResendSeconds: 60,
  emailCodesPerHour: 5,
  emailCodesPerDay: 10,
  factorFreeFailures: 5,
  factorRetrySeconds: 6 * 60,
  factorDisabledAtFailures: 50,
  requestsPerSignIn: 30,
  enrolmentSeconds: 15 * 60,
  enrolmentTries: 20,
  passwordFreeFailures: 10,
  passwordFirstDelaySeconds: 30,
  passwordLongestDelaySeconds: 60 * 60,
  passwordMinimumWithMfa: 12,
  passwordMinimumWithoutMfa: 15,
  passwordMaximum: 256,
  sessionsPerAccount: 5,
  stepUpSeconds: 5 * 60,
  invitationSeconds: 24 * 60 * 60,
  resetBlockedAfterEmailChangeSeconds: 72 * 60 * 60,
  resetsPerAgentPerDay: 5,
  resetRequestSeconds: 24 * 60 * 60,
};
