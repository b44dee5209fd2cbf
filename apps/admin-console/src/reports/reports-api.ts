import { Service, inject } from '@angular/core';
import { Connection } from '../api/connection';

export const reportNames = ['mfa-coverage', 'methods', 'sign-ins', 'resets', 'dormant', 'staff-access'] as const;
export type ReportName = (typeof reportNames)[number];

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly kind: 'text' | 'number' | 'percent' | 'instant';
}

export interface Report {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly columns: readonly Column[];
  /** In the order of the columns. */
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Which columns make a picture: what stands on the axis, and what is counted. */
  readonly chart: { readonly kind: 'bar' | 'line'; readonly label: string; readonly values: readonly string[] } | null;
}

@Service()
export class ReportsApi {
  private readonly connection = inject(Connection);

  one(name: ReportName, at: string | null): Promise<Report> {
    return this.connection.get<Report>(`/admin/reports/${name}`, { at });
  }
}
