import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatInput, MatLabel } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Attempt } from '../ui/attempt';
import { AttemptNote } from '../ui/attempt-note';
import { Icon } from '#pages/ui/icon';
import { Column } from '../ui/column';
import { List } from '../ui/list';
import { valueOf } from '../ui/loaded';
import { whole } from '../ui/paged';
import { OrganizationsApi } from './organizations-api';
import type { CsvReport } from './shapes';

/** Many people from a file: what each line would do first, then the invitations. */
@Component({
  selector: 'app-import-page',
  imports: [AttemptNote, Column, Icon, List, MatButton, MatFormField, MatInput, MatLabel, RouterLink],
  templateUrl: './import-page.html',
  styles: `
    .card { margin-block-end: 1rem; padding: 1rem 1.25rem; }
    textarea { font-family: var(--app-code-font); }
    .file { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25rem 0.75rem; }
    .file input { color: var(--mat-sys-on-surface-variant); font: var(--mat-sys-body-medium); }
    .file input::file-selector-button { min-block-size: 2.25rem; margin-inline-end: 0.75rem; padding-inline: 1rem; border: 1px solid var(--mat-sys-outline-variant); border-radius: var(--mat-sys-corner-full); background: transparent; color: var(--mat-sys-primary); font: var(--mat-sys-label-large); cursor: pointer; }
    app-list { margin-block: 0.5rem 1rem; }
  `,
})
export class ImportPage {
  readonly organizationId = input.required<string>();
  private readonly api = inject(OrganizationsApi);
  protected readonly t = inject(I18n).t;
  protected readonly attempt = new Attempt();
  private readonly found = resource({ params: () => this.organizationId(), loader: ({ params }) => this.api.one(params) });
  protected readonly organization = computed(() => valueOf(this.found));
  protected readonly text = signal('');
  /** Of the text as it stands: another text takes it away. */
  protected readonly preview = signal<CsvReport | null>(null);
  protected readonly done = signal<CsvReport | null>(null);
  protected readonly report = computed(() => this.done() ?? this.preview());

  /** First what is wrong: among thousands nobody would find it. */
  protected readonly outcomes = whole(
    computed(() => this.report()?.lines.toSorted((one, other) => Number(other.outcome === 'wrong') - Number(one.outcome === 'wrong')) ?? null),
    ({ line }) => String(line),
  );

  protected type(text: string): void {
    this.text.set(text);
    this.preview.set(null);
    this.done.set(null);
  }

  protected async read(files: FileList | null): Promise<void> {
    const file = files?.[0];
    if (file !== undefined) this.type(await file.text());
  }

  /** In the language of the page where there is a sentence for it, else as the service says it. */
  protected wrong({ code, problem }: CsvReport['lines'][number]): string {
    const known: Readonly<Record<string, string>> = this.t().import.wrong;
    return code !== null && Object.hasOwn(known, code) ? (known[code] ?? '') : (problem ?? '');
  }

  protected async look(): Promise<void> {
    const text = this.text();
    if (text.trim() === '') return;
    await this.attempt.run(async () => this.preview.set(await this.api.previewCsv(this.organizationId(), text)));
  }

  protected async invite(): Promise<void> {
    await this.attempt.run(async () => this.done.set(await this.api.inviteCsv(this.organizationId(), this.text())));
  }
}
