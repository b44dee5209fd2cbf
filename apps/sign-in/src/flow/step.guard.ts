import { inject } from '@angular/core';
import { RedirectCommand, Router, type CanActivateFn } from '@angular/router';
import { SignInFlow } from './sign-in-flow';
import { addressOf, type Step } from './step-address';

/**
 * A step's page opens only when the sign-in is at that step. After a reload the service is asked; without a sign-in
 * the way leads to the start, at another step to that step's page.
 */
export function atStep(step: Step): CanActivateFn {
  return async () => {
    const flow = inject(SignInFlow);
    const router = inject(Router);
    const to = (address: string): RedirectCommand => new RedirectCommand(router.parseUrl(address), { replaceUrl: true });

    if (flow.signIn() === null) {
      try {
        if (!(await flow.restore())) return to('/');
      } catch {
        // The address stays, so that trying again is loading the same page again.
        return new RedirectCommand(router.parseUrl('/away'), { skipLocationChange: true });
      }
    }
    const actual = flow.signIn()?.next.step;
    return actual === step || actual === undefined ? true : to(addressOf[actual]);
  };
}
