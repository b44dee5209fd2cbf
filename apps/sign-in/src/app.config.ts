import { inject, provideAppInitializer, type ApplicationConfig } from '@angular/core';
import { RedirectCommand, Router, provideRouter, withComponentInputBinding, withNavigationErrorHandler, withPreloading } from '@angular/router';
import { routes } from './app.routes';
import { LINK_TOKEN, takeLinkToken } from './flow/link-token';
import { I18n } from './i18n/i18n';
import { PreloadOnInput } from './preload-on-input';

export function appConfig(): ApplicationConfig {
  return {
    providers: [
      { provide: LINK_TOKEN, useValue: takeLinkToken(location, history) },
      provideAppInitializer(() => inject(I18n).start()),
      provideRouter(
        routes,
        withComponentInputBinding(),
        withPreloading(PreloadOnInput),
        // A page's script could not be fetched: the network is away, or a new version has replaced it.
        withNavigationErrorHandler(({ error }) => {
          console.error(error);
          return new RedirectCommand(inject(Router).parseUrl('/away'), { skipLocationChange: true });
        }),
      ),
    ],
  };
}
