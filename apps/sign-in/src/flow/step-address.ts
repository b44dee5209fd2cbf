import type { Next } from '../api/api';

export type Step = Next['step'];

/** Each step has an address of its own, so that reload, back and forward mean what people expect. */
export const addressOf: Readonly<Record<Step, string>> = {
  'first-factor': '/sign-in/password',
  'prove-mailbox': '/sign-in/mailbox',
  'set-up-authenticator': '/set-up/authenticator',
  'store-recovery-code': '/set-up/recovery-code',
  'trust-device': '/set-up/device',
  challenge: '/sign-in/verify',
  done: '/signed-in',
};
