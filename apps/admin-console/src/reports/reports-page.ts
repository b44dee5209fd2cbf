import { Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatInput, MatLabel } from '@angular/material/input';
import { MatTabLink, MatTabNav, MatTabNavPanel } from '@angular/material/tabs';
import { Router, RouterLink } from '@angular/router';
import { I18n } from '../i18n/i18n';
import { Icon } from '#pages/ui/icon';
import { problemOf, valueOf } from '../ui/loaded';
import { Paper } from '../ui/paper';
import { ProblemNote } from '../ui/problem-note';
import { Skeleton } from '../ui/skeleton';
import { fromLocalInput, localTime, toLocalInput } from '../ui/time';
import { ReportPicture } from './report-picture';
import { ReportsApi, reportNames, type Column, type ReportName } from './reports-api';

/** These count what happened in the time before the moment; the others say what was true then. */
const overPeriod: ReadonlySet<ReportName> = new Set(['sign-ins', 'resets', 'staff-access']);

/** So many rows are drawn at first: thousands take a moment. */
const FIRST_ROWS = 200;

/** A word that may be broken where it does not fit; others stay whole, also in a narrow column. */
const LONG_WORD = /[^\s-]{25}/;

/** A report as of any moment: picture and table, made to be printed. */
@Component({
  selector: 'app-reports-page',
  imports: [Icon, MatButton, MatFormField, MatInput, MatLabel, MatTabLink, MatTabNav, MatTabNavPanel, ProblemNote, ReportPicture, RouterLink, Skeleton],
  templateUrl: './reports-page.html',
  styles: `
    nav { margin-block-end: 1rem; }
    mat-tab-nav-panel { display: block; }
    p { margin-block: 0 1rem; }
    .more { margin: 0; padding: 0.75rem 1rem; }
    td.end { font-variant-numeric: tabular-nums; }
    .table td:not(.long) { overflow-wrap: normal; }
  `,
})
export class ReportsPage {
  readonly name = input<string>();
  readonly at = input<string>();

  private readonly api = inject(ReportsApi);
  private readonly router = inject(Router);
  private readonly paper = inject(Paper);
  private readonly i18n = inject(I18n);
  protected readonly t = this.i18n.t;
  protected readonly names = reportNames;
  protected readonly chosen = computed(() => reportNames.find((name) => name === this.name()) ?? 'mfa-coverage');
  protected readonly found = resource({
    params: () => ({ name: this.chosen(), at: this.at() ?? null, language: this.i18n.language() }),
    loader: ({ params }) => this.api.one(params.name, params.at, params.language),
  });
  protected readonly report = computed(() => valueOf(this.found));
  protected readonly whole = linkedSignal({ source: () => this.report(), computation: () => false });
  /** Paper has no button: there all of them are. */
  protected readonly rows = computed(() => this.report()?.rows.slice(0, this.whole() || this.paper.printing() ? undefined : FIRST_ROWS) ?? []);
  protected readonly problem = computed(() => problemOf(this.found));
  protected readonly moment = computed(() => toLocalInput(this.at() ?? ''));
  protected readonly about = computed(() => {
    const report = this.report();
    if (report === null) return '';
    const { asOf, period } = this.t().reports;
    return overPeriod.has(this.chosen()) ? period(this.date(report.from), this.date(report.to)) : asOf(this.date(report.at));
  });

  protected go(value: string): void {
    void this.router.navigate([], { queryParams: { at: fromLocalInput(value) } });
  }

  protected cell(value: string | number | null, { kind }: Column): string {
    if (value === null) return '–';
    if (kind === 'instant') return this.date(String(value));
    if (kind === 'day') return localTime(String(value), this.i18n.locale(), { dateStyle: 'medium', timeZone: 'UTC' });
    if (typeof value === 'number') return `${new Intl.NumberFormat(this.i18n.locale()).format(value)}${kind === 'percent' ? ' %' : ''}`;
    return value;
  }

  protected isLong(value: string | number | null | undefined): boolean {
    return LONG_WORD.test(String(value));
  }

  protected print(): void {
    window.print();
  }

  private date(at: string): string {
    return localTime(at, this.i18n.locale(), { dateStyle: 'medium', timeStyle: 'short' });
  }
}
