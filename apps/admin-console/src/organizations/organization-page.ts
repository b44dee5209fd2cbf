import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatAccordion, MatExpansionPanel, MatExpansionPanelContent, MatExpansionPanelHeader } from '@angular/material/expansion';
import { RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { word } from '../i18n/words';
import { Agent } from '../shell/agent';
import { CopyId } from '../ui/copy-id';
import { problemOf, valueOf } from '../ui/loaded';
import { ProblemNote } from '../ui/problem-note';
import { Skeleton } from '../ui/skeleton';
import { When } from '../ui/when';
import { InviteDialog } from './invite-dialog';
import { OrganizationDialog } from './organization-dialog';
import { OrganizationsApi } from './organizations-api';
import { PolicySummary } from './policy-summary';

@Component({
  selector: 'app-organization-page',
  imports: [CopyId, InviteDialog, MatAccordion, MatButton, MatExpansionPanel, MatExpansionPanelContent, MatExpansionPanelHeader, OrganizationDialog, PolicySummary, ProblemNote, RouterLink, Skeleton, When],
  templateUrl: './organization-page.html',
  styles: `
    .columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); align-items: start; gap: 1.5rem; }
    .card { padding: 1rem 1.25rem; }
    .card + .card { margin-block-start: 1rem; }
    mat-expansion-panel { margin-inline: -1.25rem; }
    mat-expansion-panel + mat-expansion-panel { border-block-start: 1px solid var(--mat-sys-outline-variant); }
    mat-expansion-panel-header { block-size: auto; padding-block: 0.625rem; }
    mat-expansion-panel-header p { margin: 0; overflow-wrap: anywhere; }
    @media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
  `,
})
export class OrganizationPage {
  readonly organizationId = input.required<string>();
  private readonly api = inject(OrganizationsApi);
  private readonly agent = inject(Agent);
  protected readonly t = inject(I18n).t;
  protected readonly word = word;
  protected readonly found = resource({ params: () => this.organizationId(), loader: ({ params }) => this.api.one(params) });
  protected readonly organization = computed(() => valueOf(this.found));
  protected readonly problem = computed(() => problemOf(this.found));
  protected readonly may = computed(() => ({
    change: this.agent.may('organization.change'),
    policy: this.agent.may('policy.change'),
    invite: this.agent.may('invitation.create'),
    people: this.agent.may('account.search'),
  }));
  protected readonly open = signal<'change' | 'invite' | null>(null);

  protected finished(changed: boolean): void {
    this.open.set(null);
    if (changed) this.found.reload();
  }
}
