import { Component, computed, inject } from '@angular/core';
import { browserName } from '#pages/i18n/browser-name';
import type { SessionListEntry } from '../api/api';
import { AccountTexts } from './account-texts';
import { ConfirmAction } from './confirm-action';
import { pageState } from './page-state';
import { AccountSection } from './section';

/** Where one is signed in. */
@Component({
  selector: 'app-account-sessions',
  imports: [AccountSection, ConfirmAction],
  template: `
    <app-account-section
      [heading]="t().sessions.heading"
      [lead]="t().sessions.lead"
      [problem]="state.problem()"
      [done]="state.done()"
      [loading]="state.loading()"
    >
      <ul [attr.aria-label]="t().sessions.list">
        @for (session of sessions(); track session.id) {
          <li class="card">
            <p class="name">
              {{ browser(session) }}
              @if (session.current) {
                <span class="tag">{{ t().sessions.current }}</span>
              }
            </p>
            <p class="fact">{{ t().sessions.started(texts.when(session.startedAt)) }}</p>
            <p class="fact">{{ t().sessions.active(texts.when(session.lastActiveAt)) }}</p>
            @if (!session.current) {
              <div class="actions">
                <app-confirm-action
                  [label]="t().sessions.end"
                  [name]="t().sessions.endOf(browser(session))"
                  [question]="t().sessions.endQuestion"
                  (confirmed)="end(session.id)"
                />
              </div>
            }
          </li>
        }
      </ul>
      @if (sessions().length > 1) {
        <div class="actions">
          <app-confirm-action [label]="t().sessions.endOthers" [question]="t().sessions.endOthersQuestion" (confirmed)="endOthers()" />
        </div>
      } @else if (sessions().length === 1) {
        <p class="fact" role="status">{{ t().sessions.onlyThis }}</p>
      }
    </app-account-section>
  `,
  styleUrl: './account.scss',
})
export class AccountSessions {
  protected readonly texts = inject(AccountTexts);
  protected readonly t = this.texts.t;
  protected readonly state = pageState((api) => api.sessions());
  /** This one first. */
  protected readonly sessions = computed(() => (this.state.value() ?? []).toSorted((one, other) => Number(other.current) - Number(one.current)));

  protected browser({ userAgent }: SessionListEntry): string {
    return browserName(userAgent, this.texts.language()) || this.t().sessions.unknown;
  }

  protected end(id: string): Promise<boolean> {
    return this.state.run((api) => api.endSession(id));
  }

  protected endOthers(): Promise<boolean> {
    return this.state.run((api) => api.endOtherSessions());
  }
}
