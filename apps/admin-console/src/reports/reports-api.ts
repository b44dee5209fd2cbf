import { Service, inject } from '@angular/core';
import type { Language } from '#pages/i18n/language';
import { Connection } from '../api/connection';
import { used, type Schemas } from '../api/shapes';

export const reportNames = ['mfa-coverage', 'methods', 'sign-ins', 'resets', 'dormant', 'staff-access'] as const;
export type ReportName = (typeof reportNames)[number];
export type Report = Schemas['Report'];
export type Column = Report['columns'][number];

@Service()
export class ReportsApi {
  private readonly api = inject(Connection);

  one(name: ReportName, at: string | null, language: Language): Promise<Report> {
    return this.api.answer(this.api.client.GET('/admin/reports/{name}', { params: { path: { name }, query: { ...used({ at }), language } } }));
  }
}
