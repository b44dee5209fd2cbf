import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app';
import { appConfig } from './app.config';

// The link of a second mail opened in the same tab changes only the fragment, which loads nothing anew by itself.
addEventListener('hashchange', () => {
  if (location.hash.length > 1) location.reload();
});

bootstrapApplication(App, appConfig()).catch((error: unknown) => console.error(error));
