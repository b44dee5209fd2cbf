import { inject, provideAppInitializer, type ApplicationConfig } from '@angular/core';
import { MAT_BUTTON_CONFIG, type MatButtonConfig } from '@angular/material/button';
import { MAT_FORM_FIELD_DEFAULT_OPTIONS, type MatFormFieldDefaultOptions } from '@angular/material/form-field';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { TitleStrategy, provideRouter, withComponentInputBinding, withInMemoryScrolling, withNavigationErrorHandler, withRouterConfig } from '@angular/router';
import { routes } from './app.routes';
import { I18n } from './i18n/i18n';
import { ConsoleTitle } from './shell/console-title';
import { Scheme } from './shell/scheme';
import { ScrollPositions } from './shell/scroll-positions';

export function appConfig(): ApplicationConfig {
  return {
    providers: [
      provideAppInitializer(() => {
        inject(Scheme).start();
        inject(ScrollPositions).start();
        return inject(I18n).start();
      }),
      // Who sits here all day does not wait for what moves.
      { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
      { provide: MAT_BUTTON_CONFIG, useValue: { defaultAppearance: 'outlined' } satisfies MatButtonConfig },
      { provide: MAT_FORM_FIELD_DEFAULT_OPTIONS, useValue: { appearance: 'outline', subscriptSizing: 'dynamic' } satisfies MatFormFieldDefaultOptions },
      { provide: TitleStrategy, useExisting: ConsoleTitle },
      provideRouter(
        routes,
        withComponentInputBinding(),
        // A page below a group of routes knows whose page it is.
        withRouterConfig({ paramsInheritanceStrategy: 'always' }),
        // The positions are kept; ScrollPositions restores them.
        withInMemoryScrolling({ scrollPositionRestoration: 'disabled' }),
        withNavigationErrorHandler(({ error, url }) => {
          console.error(error);
          // A page's script is gone when a new version has replaced it: the address is fetched anew, with the new scripts.
          location.assign(`/console${url}`);
        }),
      ),
    ],
  };
}
