import type { Provider } from '@nestjs/common';
import { MetricsAccess } from './metrics-access.js';
import { Standing } from './standing.js';

/** For the service; `Metrics` itself is provided with the platform, because every part counts. */
export const metricsProviders = (access: { readonly token: string | undefined; readonly production: boolean }): Provider[] => [
  { provide: MetricsAccess, useValue: new MetricsAccess(access.token, access.production) },
  Standing,
];
