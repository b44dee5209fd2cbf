import type { Frame, Locator, Page } from 'playwright-core';

/** A list has only the rows near the screen in its document. */
const down = 'scrollBy(0, innerHeight * 0.6)';
const atEnd = `Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight && document.querySelector('main [aria-busy=true]') === null`;
/** What a scroll draws is there two frames later. */
const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/**
 * Reads a page from its top, a part of a screen after the other, as a person would: also what a list draws only then.
 *
 * @param look says whether enough was read; otherwise it ends where the page does
 */
export async function readThrough(frame: Frame, look: () => Promise<boolean>): Promise<void> {
  while (!(await look()) && !(await frame.evaluate<boolean>(atEnd))) await frame.evaluate(`${down}; ${drawn}`);
  await frame.evaluate(`scrollTo(0, 0); ${drawn}`);
}

/** Scrolls down until it is there. */
export async function scrollTo(page: Page, wanted: Locator): Promise<void> {
  for (const deadline = Date.now() + 60_000; (await wanted.count()) === 0; ) {
    if (Date.now() > deadline) throw new Error(`not on the page, nor further down: ${wanted.toString()}`);
    await page.evaluate(`${down}; ${drawn}`);
  }
}
