// oxlint-disable-next-line import/no-unassigned-import -- Angular's packages are compiled when they are first used.
import '@angular/compiler';
import { DOCUMENT, signal, type WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { BrowserTestingModule, platformBrowserTesting } from '@angular/platform-browser/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiProblem } from '#pages/api/api-problem';
import type { Page } from '../api/shapes';
import { paged, type Paged } from './paged';

interface Item {
  readonly id: string;
}

/** One question that was asked, to be answered by the test. */
interface Asked {
  readonly question: string;
  readonly after: string | null;
  answer(ids: string, next: string | null): Promise<void>;
  refuse(problem: Error): Promise<void>;
}

const asked: Asked[] = [];
let question: WritableSignal<string>;

beforeAll(() => TestBed.initTestEnvironment(BrowserTestingModule, platformBrowserTesting()));
// Nothing is drawn: a document without anything in it will do.
beforeEach(() => TestBed.configureTestingModule({ providers: [{ provide: DOCUMENT, useValue: { querySelectorAll: () => [], getElementById: () => null } }] }));
afterEach(() => {
  asked.splice(0);
  TestBed.resetTestingModule();
});

/** Lets everything that waits for an answer go on. */
async function settle(): Promise<void> {
  TestBed.tick();
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.tick();
}

/** Letters are items: "abc" is a page of three. */
async function listOf(options: { keep?: boolean } = {}): Promise<Paged<Item>> {
  question = signal('all');
  const load = (now: string, after: string | null): Promise<Page<Item>> =>
    new Promise((resolve, reject) => {
      asked.push({
        question: now,
        after,
        answer: (ids, next) => (resolve({ items: [...ids].map((id) => ({ id })), next }), settle()),
        refuse: (problem) => (reject(problem), settle()),
      });
    });
  const list = TestBed.runInInjectionContext(() => paged(question, load, ({ id }) => id, options));
  await settle();
  return list;
}

const shown = (list: Paged<Item>): string | undefined => list.items()?.map(({ id }) => id).join('');
const newest = (): Asked => asked.at(-1)!;
const away = new ApiProblem('unavailable', 503);

describe('a list that is read page by page', () => {
  it('shows nothing before the first page, then asks for one page after the other until there is none', async () => {
    const list = await listOf();
    expect(list.items()).toBeNull();
    await newest().answer('abc', 'c');
    expect([shown(list), list.hasMore()]).toEqual(['abc', true]);
    void list.more();
    expect([newest().after, list.loadingMore()]).toEqual(['c', true]);
    await newest().answer('de', null);
    expect([shown(list), list.hasMore(), list.loadingMore()]).toEqual(['abcde', false, false]);
    await list.more();
    expect(asked).toHaveLength(2);
  });

  it('asks for a page once, however often it is wanted', async () => {
    const list = await listOf();
    await newest().answer('abc', 'c');
    void list.more();
    void list.more();
    expect(asked).toHaveLength(2);
  });

  it('shows what comes in two pages once', async () => {
    const list = await listOf();
    await newest().answer('abc', 'c');
    void list.more();
    await newest().answer('bcd', null);
    expect(shown(list)).toBe('abcd');
  });

  it('says why the first page is not there, and asks again', async () => {
    const list = await listOf();
    await newest().refuse(away);
    expect([list.items(), list.problem()]).toEqual([null, away]);
    list.reload();
    await settle();
    await newest().answer('a', null);
    expect([shown(list), list.problem()]).toEqual(['a', null]);
  });

  it('keeps what is there when the next page is not to be had, and asks again', async () => {
    const list = await listOf();
    await newest().answer('abc', 'c');
    void list.more();
    await newest().refuse(away);
    expect([shown(list), list.hasMore(), list.loadingMore(), list.problem(), list.moreProblem()]).toEqual(['abc', true, false, null, away]);
    await list.more();
    expect(asked).toHaveLength(2);
    void list.again();
    expect(list.moreProblem()).toBeNull();
    await newest().answer('d', null);
    expect([shown(list), newest().after]).toEqual(['abcd', 'c']);
  });

  it('drops the answer to a question that has changed, and what was asked for it is in nobody’s way', async () => {
    const list = await listOf();
    await newest().answer('abc', 'c');
    void list.more();
    const late = newest();
    question.set('other');
    await settle();
    expect([list.items(), list.loadingMore()]).toEqual([null, false]);
    await newest().answer('xy', 'y');
    void list.more();
    expect(newest()).toMatchObject({ question: 'other', after: 'y' });
    await late.answer('def', null);
    expect([shown(list), list.loadingMore()]).toEqual(['xy', true]);
    await newest().answer('z', null);
    expect(shown(list)).toBe('xyz');
  });

  it('drops the problem of a question that has changed', async () => {
    const list = await listOf();
    await newest().answer('abc', 'c');
    void list.more();
    const late = newest();
    question.set('other');
    await settle();
    await newest().answer('x', null);
    await late.refuse(away);
    expect([list.moreProblem(), list.problem()]).toEqual([null, null]);
  });

  it('shows the last answer while the next one is waited for, where it is asked to, and pages through neither', async () => {
    const list = await listOf({ keep: true });
    await newest().answer('abc', 'c');
    expect(shown(list)).toBe('abc');
    question.set('other');
    await settle();
    expect([shown(list), list.stale(), list.hasMore()]).toEqual(['abc', true, false]);
    await list.more();
    expect(asked).toHaveLength(2);
    await newest().answer('x', null);
    expect([shown(list), list.stale()]).toEqual(['x', false]);
  });
});

describe('a list that is asked for again', () => {
  async function pagedThrough(): Promise<Paged<Item>> {
    const list = await listOf();
    await newest().answer('def', 'f');
    void list.more();
    await newest().answer('ghi', 'i');
    list.reload();
    await settle();
    return list;
  }

  it('has what is new on top, and what was paged through behind it, without a hole', async () => {
    const list = await pagedThrough();
    expect(shown(list)).toBe('defghi');
    await newest().answer('bcd', 'd');
    expect([shown(list), list.hasMore()]).toEqual(['bcdefghi', true]);
    void list.more();
    expect(newest().after).toBe('i');
  });

  it('loses what is gone', async () => {
    const list = await pagedThrough();
    await newest().answer('dfg', 'g');
    expect(shown(list)).toBe('dfghi');
  });

  it('begins anew where so much is new that the two do not meet', async () => {
    const list = await pagedThrough();
    await newest().answer('abc', 'c');
    expect(shown(list)).toBe('abc');
    void list.more();
    expect(newest().after).toBe('c');
  });

  it('is the first page alone, where that is all there is', async () => {
    const list = await pagedThrough();
    await newest().answer('de', null);
    expect([shown(list), list.hasMore()]).toEqual(['de', false]);
  });
});
