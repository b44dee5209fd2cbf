import { Component, computed, inject } from '@angular/core';
import { AccountTexts } from './account-texts';
import { ConfirmAction } from './confirm-action';
import { pageState } from './page-state';
import { AccountSection } from './section';

/** The authenticator app and the recovery code. */
@Component({
  selector: 'app-account-methods',
  imports: [AccountSection, ConfirmAction],
  template: `
    <app-account-section [heading]="t().methods.heading" [lead]="texts.policy(account())" [problem]="state.problem()" [done]="state.done()" [loading]="state.loading()">
      @if (account(); as account) {
        <section class="card" aria-labelledby="app-heading">
          <h2 id="app-heading">{{ t().methods.app }}</h2>
          @for (app of account.authenticators; track app.id) {
            <p class="fact">{{ t().methods.since(texts.when(app.enrolledAt)) }}</p>
            <p class="fact">{{ t().methods.lastUsed(texts.when(app.lastUsedAt)) }}</p>
            @if (app.disabled) {
              <p class="fact warning">{{ t().methods.disabled }}</p>
            }
            <div class="actions">
              <button type="button" class="button tonal" [attr.aria-disabled]="state.busy() || null" (click)="state.begin('set-up')">{{ t().methods.replace }}</button>
              @if (app.removable) {
                <app-confirm-action [label]="t().methods.remove" [question]="removeQuestion()" (confirmed)="remove(app.id)" />
              }
            </div>
            <p class="hint">{{ app.removable ? t().methods.replaceHint : t().methods.cannotRemove }}</p>
          } @empty {
            <p class="fact">{{ t().methods.noApp }}</p>
            <div class="actions">
              <button type="button" class="button tonal" [attr.aria-disabled]="state.busy() || null" (click)="state.begin('set-up')">{{ t().methods.setUp }}</button>
            </div>
          }
        </section>
        <section class="card" aria-labelledby="code-heading">
          <h2 id="code-heading">{{ t().methods.code }}</h2>
          @if (account.recoveryCode; as code) {
            <p class="fact">{{ t().methods.codeMade(texts.when(code.issuedAt)) }}</p>
            <p class="fact" [class.warning]="!code.confirmed">{{ code.confirmed ? t().methods.codeStored : t().methods.codeNotStored }}</p>
          } @else {
            <p class="fact">{{ t().methods.noCode }}</p>
          }
          @if (enrolled()) {
            <div class="actions">
              <app-confirm-action [label]="t().methods.newCode" [question]="t().methods.newCodeQuestion" (confirmed)="state.begin('recovery-code')" />
            </div>
          }
        </section>
      }
    </app-account-section>
  `,
  styleUrl: './account.scss',
})
export class AccountMethods {
  protected readonly texts = inject(AccountTexts);
  protected readonly t = this.texts.t;
  protected readonly state = pageState((api) => api.account());
  protected readonly account = this.state.value;
  protected readonly enrolled = computed(() => {
    const account = this.account();
    return account !== null && account.authenticators.length + account.trustedDevices > 0;
  });
  protected readonly removeQuestion = computed(() =>
    this.account()?.trustedDevices === 0 ? this.t().methods.removeLastQuestion : this.t().methods.removeQuestion,
  );

  protected remove(id: string): Promise<boolean> {
    return this.state.run((api) => api.removeAuthenticator(id));
  }
}
