import { Component, computed, effect, inject, input, linkedSignal, resource, signal } from '@angular/core';
import { FormRoot, form } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormField, MatHint, MatInput, MatLabel } from '@angular/material/input';
import { MatRadioButton, MatRadioGroup } from '@angular/material/radio';
import { Router, RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { LONGEST_REASON, filled, sends } from '../ui/forms';
import { Icon } from '#pages/ui/icon';
import { problemOf, valueOf } from '../ui/loaded';
import { ProblemNote } from '../ui/problem-note';
import { ReasonField } from '../ui/reason-field';
import { Skeleton } from '../ui/skeleton';
import { Toasts } from '../ui/toasts';
import { fromLocalInput, toLocalInput } from '../ui/time';
import { OrganizationsApi } from './organizations-api';
import { changeBetween, policyLines } from './policy-words';
import { emailCodeModes, secondMethods, type Policy, type SecondMethod } from './shapes';

/** Every preview stands in the history as a look at the organization: not one for every key. */
const AFTER_CHANGING_MS = 500;

@Component({
  selector: 'app-policy-page',
  imports: [AttemptNote, FormRoot, Icon, MatButton, MatCheckbox, MatFormField, MatHint, MatInput, MatLabel, MatRadioButton, MatRadioGroup, ProblemNote, ReasonField, RouterLink, Skeleton],
  templateUrl: './policy-page.html',
  styleUrl: './policy-page.scss',
})
export class PolicyPage {
  readonly organizationId = input.required<string>();

  private readonly api = inject(OrganizationsApi);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly attempt = new Attempt();
  protected readonly methods = secondMethods;
  protected readonly emailCodes = emailCodeModes;
  protected readonly local = toLocalInput;

  protected readonly found = resource({ params: () => this.organizationId(), loader: ({ params }) => this.api.one(params) });
  protected readonly organization = computed(() => valueOf(this.found));
  protected readonly problem = computed(() => problemOf(this.found));
  protected readonly draft = linkedSignal<Policy | null>(() => this.organization()?.policy ?? null);
  protected readonly change = computed(() => {
    const before = this.organization()?.policy;
    const after = this.draft();
    return before === undefined || after === null ? {} : changeBetween(before, after);
  });
  protected readonly changed = computed(() => Object.keys(this.change()).length > 0);
  protected readonly differences = computed(() => {
    const before = this.organization()?.policy;
    const after = this.draft();
    if (before === undefined || after === null) return [];
    const was = policyLines(before, this.t(), this.i18n.locale());
    const change = this.change();
    return policyLines(after, this.t(), this.i18n.locale())
      .map((line, index) => ({ ...line, before: was[index]?.value ?? '' }))
      .filter(({ field }) => Object.hasOwn(change, field));
  });

  private readonly asked = signal<Partial<Policy> | undefined>(undefined);
  private readonly previewed = resource({ params: () => this.asked(), loader: ({ params }) => this.api.previewPolicy(this.organizationId(), params) });
  protected readonly preview = computed(() => valueOf(this.previewed));
  private readonly model = signal({ reason: '' });
  protected readonly tree = form(this.model, (path) => filled(path.reason, LONGEST_REASON), sends(() => this.save()));

  constructor() {
    effect((onCleanup) => {
      const change = this.change();
      const timer = setTimeout(() => this.asked.set(Object.keys(change).length === 0 ? undefined : change), AFTER_CHANGING_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  protected set(part: Partial<Policy>): void {
    this.draft.update((draft) => (draft === null ? null : { ...draft, ...part }));
  }

  protected toggle(method: SecondMethod): void {
    const chosen = new Set(this.draft()?.methods);
    if (!chosen.delete(method)) chosen.add(method);
    this.set({ methods: secondMethods.filter((name) => chosen.has(name)) });
  }

  protected from(value: string): void {
    this.set({ requiredFrom: fromLocalInput(value) });
  }

  private async save(): Promise<void> {
    const reason = this.model().reason.trim();
    if (!this.changed()) return;
    await this.attempt.run(async () => {
      await this.api.changePolicy(this.organizationId(), this.change(), reason);
      this.toasts.say(this.t().policyEditor.saved);
      await this.router.navigate(['/organizations', this.organizationId()]);
    });
  }
}
