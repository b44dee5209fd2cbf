import type { Routes } from '@angular/router';

/** `title` is a name in the catalogue (`pages`). Everything behind the shell is fetched when it is first shown. */
export const routes: Routes = [
  { path: '', pathMatch: 'full', loadComponent: async () => (await import('./shell/home')).Home },
  { path: 'accounts', title: 'accounts', loadComponent: async () => (await import('./accounts/accounts-page')).AccountsPage },
  {
    path: 'accounts/:accountId',
    title: 'account',
    loadComponent: async () => (await import('./accounts/account-page')).AccountPage,
    children: [{ path: 'events/:eventId', loadComponent: async () => (await import('./accounts/entry-panel')).EntryPanel }],
  },
  { path: 'resets', title: 'resets', loadComponent: async () => (await import('./resets/resets-page')).ResetsPage },
  { path: 'resets/:accountId/:resetId', title: 'reset', loadComponent: async () => (await import('./resets/reset-page')).ResetPage },
  { path: 'cases', title: 'cases', loadComponent: async () => (await import('./cases/cases-page')).CasesPage },
  {
    path: 'events',
    title: 'events',
    loadComponent: async () => (await import('./events/events-page')).EventsPage,
    children: [{ path: ':eventId', loadComponent: async () => (await import('./events/event-detail')).EventDetail }],
  },
  { path: 'reports', pathMatch: 'full', redirectTo: 'reports/mfa-coverage' },
  { path: 'reports/:name', title: 'reports', loadComponent: async () => (await import('./reports/reports-page')).ReportsPage },
  { path: 'reviews', title: 'reviews', loadComponent: async () => (await import('./reviews/reviews-page')).ReviewsPage },
  { path: 'organizations', title: 'organizations', loadComponent: async () => (await import('./organizations/organizations-page')).OrganizationsPage },
  {
    path: 'organizations/:organizationId',
    title: 'organization',
    children: [
      { path: '', pathMatch: 'full', loadComponent: async () => (await import('./organizations/organization-page')).OrganizationPage },
      { path: 'policy', loadComponent: async () => (await import('./organizations/policy-page')).PolicyPage },
      { path: 'import', loadComponent: async () => (await import('./organizations/import-page')).ImportPage },
    ],
  },
  { path: 'staff', title: 'staff', loadComponent: async () => (await import('./staff/staff-page')).StaffPage },
  { path: '**', title: 'notFound', loadComponent: async () => (await import('./shell/not-found')).NotFound },
];
