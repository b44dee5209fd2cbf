// oxlint-disable-next-line import/no-unassigned-import -- Angular's packages are compiled when they are first used.
import '@angular/compiler';
import { DOCUMENT, EnvironmentInjector, createEnvironmentInjector, runInInjectionContext, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { BrowserTestingModule, platformBrowserTesting } from '@angular/platform-browser/testing';
import { NavigationStart, Router } from '@angular/router';
import { Subject } from 'rxjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recalled } from './left-places';

const events = new Subject<NavigationStart>();
const here = signal<{ id: number } | null>(null);

beforeAll(() => TestBed.initTestEnvironment(BrowserTestingModule, platformBrowserTesting()));
beforeEach(() => {
  TestBed.configureTestingModule({
    providers: [
      { provide: DOCUMENT, useValue: { querySelectorAll: () => [], getElementById: () => null } },
      { provide: Router, useValue: { events, lastSuccessfulNavigation: here } },
    ],
  });
});
afterEach(() => TestBed.resetTestingModule());

let newest = 0;

/** @param backTo the entry of the history that "back" leads to; left out: a link to another page */
function go(backTo?: number): number {
  newest += 1;
  events.next(new NavigationStart(newest, '/', backTo === undefined ? 'imperative' : 'popstate', backTo === undefined ? null : { navigationId: backTo }));
  here.set({ id: newest });
  return newest;
}

/** A page with a list that shows that. */
function page(shown: string): { readonly found: string | null; close(): void } {
  const injector = createEnvironmentInjector([], TestBed.inject(EnvironmentInjector));
  const found = runInInjectionContext(injector, () => recalled('list', () => shown));
  return { found, close: () => injector.destroy() };
}

describe('what a list showed', () => {
  it('is found again by who goes back, and not by who follows a link to the same page', () => {
    const list = go();
    const first = page('a to z');
    go();
    first.close();
    page('something else').close();
    go(list);
    const again = page('');
    expect(again.found).toBe('a to z');
    go();
    again.close();
    expect(page('').found).toBeNull();
  });

  it('is kept for eight pages', () => {
    const visits = Array.from({ length: 9 }, (_, index) => {
      const entry = go();
      return { entry, list: page(`list ${index}`) };
    });
    go();
    for (const { list } of visits) list.close();
    const foundAt = (visit: number): string | null => {
      go(visits[visit]!.entry);
      const there = page('');
      there.close();
      return there.found;
    };
    expect([foundAt(0), foundAt(1), foundAt(8)]).toEqual([null, 'list 1', 'list 8']);
  });
});
