import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ObservabilityModule } from './observability/observability.module.js';

/** What every capability may ask for, provided once. */
@Global()
@Module({})
export class PlatformModule {
  static with(providers: readonly Provider[]): DynamicModule {
    const imports = [CqrsModule.forRoot(), ObservabilityModule];
    return { module: PlatformModule, imports, providers: [...providers], exports: [...providers, ...imports.map(moduleOf)] };
  }
}

const moduleOf = (imported: DynamicModule | typeof ObservabilityModule) => ('module' in imported ? imported.module : imported);
