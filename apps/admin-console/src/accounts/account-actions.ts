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

  revokeDevice({ id }: AccountView, device: TrustedDevice): PlannedAction {
    const { revokeDevice, final } = this.t().actions;
    const name = device.name || this.t().account.deviceWithoutName;
    const consequences = [revokeDevice.what(name), revokeDevice.sessions, ...(device.synced ? [revokeDevice.synced] : []), final];
    return destructive({ ...revokeDevice, consequences, run: (why) => this.api.revokeDevice(id, device.id, why) });
  }

  removeFactor({ id }: AccountView, factor: Factor): PlannedAction {
    const { removeFactor, final } = this.t().actions;
    return destructive({ ...removeFactor, consequences: [...removeFactor.consequences, final], run: (why) => this.api.removeFactor(id, factor.id, why) });
  }

  endSession({ id }: AccountView, session: LiveSession): PlannedAction {
    return destructive({ ...this.t().actions.endSession, run: (why) => this.api.endSessions(id, why, session.id) });
  }

  endAllSessions({ id, sessions }: AccountView): PlannedAction {
    const { endSessions } = this.t().actions;
    return destructive({ ...endSessions, consequences: endSessions.what(sessions.length), run: (why) => this.api.endSessions(id, why) });
  }

  liftLimits({ id }: AccountView): PlannedAction {
    return harmless({ ...this.t().actions.liftLimits, run: (why) => this.api.liftLimits(id, why) });
  }

  disable({ id, sessions }: AccountView): PlannedAction {
    const { disable } = this.t().actions;
    return destructive({ ...disable, consequences: disable.what(sessions.length), run: (why) => this.api.disable(id, why) });
  }

  enable({ id }: AccountView): PlannedAction {
    return harmless({ ...this.t().actions.enable, run: (why) => this.api.enable(id, why) });
  }

  resendInvitation({ id }: AccountView): PlannedAction {
    return harmless({ ...this.t().actions.resendInvitation, run: (why) => this.api.resendInvitation(id, why) });
  }

  revokeInvitation({ id }: AccountView): PlannedAction {
    return destructive({ ...this.t().actions.revokeInvitation, run: (why) => this.api.revokeInvitation(id, why) });
  }
}

type Said = Omit<PlannedAction, 'destructive' | 'asksTicket'>;

const destructive = (said: Said): PlannedAction => ({ ...said, destructive: true, asksTicket: true });
const harmless = (said: Said): PlannedAction => ({ ...said, destructive: false, asksTicket: true });
