import { inject } from '@angular/core';
import { RedirectCommand, Router, type CanActivateChildFn } from '@angular/router';
import { ApiProblem } from '#pages/api/api-problem';
import { AccountActions } from './account-actions';

/** Who is not signed in signs in first and comes back; the session's token for unsafe calls is fetched on the way. */
export const whileSignedIn: CanActivateChildFn = async (_route, state) => {
  const actions = inject(AccountActions);
  const router = inject(Router);
  try {
    await actions.refresh();
    return true;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return router.createUrlTree(['/'], { queryParams: { returnTo: state.url } });
    return new RedirectCommand(router.parseUrl('/away'), { skipLocationChange: true });
  }
};
