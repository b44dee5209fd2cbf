import type { Routes } from '@angular/router';
import { Email } from './first-factor/email';
import { atStep } from './flow/step.guard';
import { Away } from './notices/away';

/** Eager is what the first page needs, and what must be there when nothing else can be fetched. */
export const routes: Routes = [
  { path: '', pathMatch: 'full', component: Email },
  {
    path: 'sign-in',
    children: [
      { path: '', pathMatch: 'full', component: Email },
      {
        path: 'password',
        canActivate: [atStep('first-factor')],
        loadComponent: async () => (await import('./first-factor/password')).Password,
      },
      {
        path: 'mailbox',
        canActivate: [atStep('prove-mailbox')],
        loadComponent: async () => (await import('./challenge/email-code')).EmailCode,
      },
      {
        path: 'verify',
        canActivate: [atStep('challenge')],
        loadComponent: async () => (await import('./challenge/challenge')).ChallengeStep,
      },
      {
        path: 'methods',
        canActivate: [atStep('challenge')],
        loadComponent: async () => (await import('./challenge/methods')).Methods,
      },
      { path: 'expired', loadComponent: async () => (await import('./notices/expired')).Expired },
    ],
  },
  {
    path: 'set-up',
    children: [
      {
        path: 'authenticator',
        canActivate: [atStep('set-up-authenticator')],
        loadComponent: async () => (await import('./set-up/authenticator')).SetUpAuthenticator,
      },
      {
        path: 'recovery-code',
        canActivate: [atStep('store-recovery-code')],
        loadComponent: async () => (await import('./set-up/recovery-code')).RecoveryCode,
      },
      {
        path: 'device',
        canActivate: [atStep('trust-device')],
        loadComponent: async () => (await import('./set-up/trust-device')).TrustDevice,
      },
    ],
  },
  { path: 'signed-in', loadComponent: async () => (await import('./session/signed-in')).SignedIn },
  { path: 'account', loadChildren: async () => (await import('./account/account.routes')).accountRoutes },
  { path: 'help', loadComponent: async () => (await import('./help/help')).Help },
  { path: 'invitation', loadComponent: async () => (await import('./invitation/invitation')).Invitation },
  { path: 'not-me', loadComponent: async () => (await import('./freeze/freeze')).Freeze },
  { path: 'away', component: Away },
  { path: '**', loadComponent: async () => (await import('./notices/not-found')).NotFound },
];
