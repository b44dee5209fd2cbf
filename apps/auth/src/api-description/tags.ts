import type { TagObject } from '@nestjs/swagger';

/** In the order in which a client meets them. */
export const tags: readonly TagObject[] = [
  { name: 'Sign-in', description: 'The sign-in as a resource: begin it, then do what `next` says until it is done.' },
  { name: 'Set-up', description: 'The steps of the one-time set-up: authenticator app, recovery code, trusted device.' },
  { name: 'Session', description: 'Who is signed in; one’s own sessions; signing out.' },
  { name: 'Devices', description: 'The devices that the account trusts: each holds a passkey.' },
  { name: 'Account', description: 'What holders see of their own account and do to it: factors, password, language, history, and “this wasn’t me”.' },
  { name: 'Invitation', description: 'The way into a new account, from the mailed link.' },
  { name: 'Console', description: 'The console of the staff: support, compliance, account managers, owners. Who may what is in docs/roles.md.' },
];
