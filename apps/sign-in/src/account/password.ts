import { Component, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, required, validate } from '@angular/forms/signals';
import { I18n } from '../i18n/i18n';
import { PrimaryButton } from '../ui/primary-button';
import { TextField } from '../ui/text-field';
import { AccountActions } from './account-actions';
import { AccountApi } from './account-api';
import { AccountTexts } from './account-texts';
import { pageState } from './page-state';
import { AccountSection } from './section';

/** The service asks for a proof of the last 5 minutes; some of them are left for typing. */
const FRESH_MS = 3 * 60_000;
const noPasswords = { current: '', next: '' };

/** The rules stand beside the field beforehand; who has to prove themselves does so before typing anything. */
@Component({
  selector: 'app-account-password',
  imports: [AccountSection, FormField, FormRoot, PrimaryButton, TextField],
  templateUrl: './password.html',
})
export class AccountPassword {
  private readonly actions = inject(AccountActions);
  private readonly api = inject(AccountApi);
  private readonly texts = inject(AccountTexts);
  protected readonly t = this.texts.t;
  protected readonly words = inject(I18n).t;
  protected readonly state = pageState((api) => api.account());
  protected readonly account = this.state.value;
  protected readonly isFresh = computed(() => {
    const session = this.actions.session();
    const account = this.account();
    if (session === null || account === null) return false;
    const enrolled = account.authenticators.length + account.trustedDevices > 0;
    const isStrong = session.acr === 'aal2' || session.acr === 'phr';
    return (isStrong || !enrolled) && this.api.now() - Date.parse(session.authenticatedAt) < FRESH_MS;
  });

  private readonly model = signal(noPasswords);
  protected readonly tree = form(
    this.model,
    (path) => {
      required(path.current, { message: () => this.t().password.currentRequired });
      required(path.next, { message: () => this.words().invitation.required });
      validate(path.next, (field) => {
        const least = this.account()?.password.minLength ?? 0;
        // Counted as the service counts: code points of the composed form.
        const count = [...field.value().normalize('NFC')].length;
        if (count === 0 || count >= least) return undefined;
        return { kind: 'tooShort', message: this.words().invitation.tooShort(least, count) };
      });
    },
    {
      submission: {
        action: async () => {
          const { current, next } = this.model();
          const isDone = await this.state.run((api) => api.changePassword(current, next), this.t().password.changed);
          if (isDone) this.tree().reset(noPasswords);
          return undefined;
        },
        onInvalid: () => (this.tree.current().invalid() ? this.tree.current() : this.tree.next()).focusBoundControl(),
      },
    },
  );
  private readonly refusal = computed(() => {
    const problem = this.state.problem();
    return problem?.code.startsWith('password.') === true ? problem : null;
  });
  protected readonly aboutCurrent = computed(() => this.textIf(this.refusal()?.code === 'password.wrong'));
  protected readonly aboutNext = computed(() => this.textIf(this.refusal() !== null && this.refusal()?.code !== 'password.wrong'));
  protected readonly problem = computed(() => (this.refusal() === null ? this.state.problem() : null));

  private textIf(applies: boolean): string | null {
    const refusal = this.refusal();
    return applies && refusal !== null ? this.texts.problem(refusal) : null;
  }
}
