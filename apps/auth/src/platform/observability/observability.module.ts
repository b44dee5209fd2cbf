import { Global, Module } from '@nestjs/common';
import { HealthController, ReadinessRegistry } from './readiness.js';

@Global()
@Module({ controllers: [HealthController], providers: [ReadinessRegistry], exports: [ReadinessRegistry] })
export class ObservabilityModule {}
