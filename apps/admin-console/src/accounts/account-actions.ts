import { Service, inject } from '@angular/core';
import { I18n } from '../i18n/i18n';
import type { PlannedAction } from '../ui/action-dialog';
import { AccountsApi } from './accounts-api';
import type { AccountView, Factor, LiveSession, TrustedDevice } from './shapes';

/** What staff can do to an account, with what each does to it. */
@Service()
export class AccountActions {
  private readonly api = inject(AccountsApi);
  private readonly t = inject(I18n).t;

  revokeDevice(account: AccountView, device: TrustedDevice): PlannedAction {
    const { revokeDevice } = this.t().actions;
    const name = device.name || this.t().account.deviceWithoutName;
    const consequences = [revokeDevice.what(name), revokeDevice.sessions, ...(device.synced ? [revokeDevice.synced] : []), this.t().actions.final];
    return this.plan(account, `devices/${device.id}/revoke`, { ...revokeDevice, consequences });
  }

  removeFactor(account: AccountView, factor: Factor): PlannedAction {
    const { removeFactor } = this.t().actions;
    return this.plan(account, `factors/${factor.id}/remove`, { ...removeFactor, consequences: [...removeFactor.consequences, this.t().actions.final] });
  }

  endSession(account: AccountView, session: LiveSession): PlannedAction {
    return this.plan(account, 'sessions/end', this.t().actions.endSession, { sessionId: session.id });
  }

  endAllSessions(account: AccountView): PlannedAction {
    const { endSessions } = this.t().actions;
    return this.plan(account, 'sessions/end', { ...endSessions, consequences: endSessions.what(account.sessions.length) });
  }

  liftLimits(account: AccountView): PlannedAction {
    return this.plan(account, 'limits/lift', { ...this.t().actions.liftLimits, destructive: false });
  }

  disable(account: AccountView): PlannedAction {
    const { disable } = this.t().actions;
    return this.plan(account, 'disable', { ...disable, consequences: disable.what(account.sessions.length) });
  }

  enable(account: AccountView): PlannedAction {
    return this.plan(account, 'enable', { ...this.t().actions.enable, destructive: false });
  }

  resendInvitation(account: AccountView): PlannedAction {
    return this.plan(account, 'invitation/resend', { ...this.t().actions.resendInvitation, destructive: false });
  }

  revokeInvitation(account: AccountView): PlannedAction {
    return { ...this.t().actions.revokeInvitation, destructive: true, asksTicket: true, run: (why) => this.api.revokeInvitation(account.id, why) };
  }

  private plan(
    account: AccountView,
    address: string,
    said: { readonly heading: string; readonly consequences: readonly string[]; readonly confirm: string; readonly done: string; readonly destructive?: boolean },
    more: { readonly sessionId?: string } = {},
  ): PlannedAction {
    return { destructive: true, asksTicket: true, ...said, run: (why) => this.api.act(account.id, address, { ...why, ...more }) };
  }
}
