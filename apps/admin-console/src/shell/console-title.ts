import { Service, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type RouterStateSnapshot } from '@angular/router';
import { I18n } from '../i18n/i18n';
import type { Messages } from '../i18n/en';
import { word } from '../i18n/words';

export type PageName = keyof Messages['pages'];

/** A route's title is the name of a sentence in the catalogue, so that a tab is told apart in every language. */
@Service()
export class ConsoleTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly t = inject(I18n).t;

  override updateTitle(snapshot: RouterStateSnapshot): void {
    const name = this.buildTitle(snapshot);
    const { pages, product } = this.t();
    const page = name === undefined ? '' : word(pages, name);
    this.title.setTitle(page === '' ? product : `${page} – ${product}`);
  }
}
