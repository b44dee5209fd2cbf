import type { Routes } from '@angular/router';
import { AccountOverview } from './overview';
import { whileSignedIn } from './signed-in.guard';

/** Each section has an address of its own: a step-up leads back to it. */
export const accountRoutes: Routes = [
  {
    path: '',
    canActivateChild: [whileSignedIn],
    children: [
      { path: '', pathMatch: 'full', component: AccountOverview },
      { path: 'methods', loadComponent: async () => (await import('./methods')).AccountMethods },
      { path: 'devices', loadComponent: async () => (await import('./devices')).AccountDevices },
      { path: 'sessions', loadComponent: async () => (await import('./sessions')).AccountSessions },
      { path: 'password', loadComponent: async () => (await import('./password')).AccountPassword },
      { path: 'history', loadComponent: async () => (await import('./history')).AccountHistory },
    ],
  },
];
