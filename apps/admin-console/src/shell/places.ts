import type { Action } from '../api/shapes';
import type { IconName } from '#pages/ui/icon';
import type { PageName } from './console-title';

export interface Place {
  readonly path: string;
  readonly name: PageName;
  readonly icon: IconName;
  /** Who may do this finds the place in the rail. */
  readonly needs: Action;
}

export const places: readonly Place[] = [
  { path: '/accounts', name: 'accounts', icon: 'account', needs: 'account.search' },
  { path: '/resets', name: 'resets', icon: 'reset', needs: 'reset.list' },
  { path: '/cases', name: 'cases', icon: 'flag', needs: 'case.list' },
  { path: '/events', name: 'events', icon: 'history', needs: 'events.read' },
  { path: '/reports', name: 'reports', icon: 'report', needs: 'report.read' },
  { path: '/reviews', name: 'reviews', icon: 'review', needs: 'review.write' },
  { path: '/organizations', name: 'organizations', icon: 'organization', needs: 'organization.list' },
  { path: '/staff', name: 'staff', icon: 'staff', needs: 'staff.list' },
];
