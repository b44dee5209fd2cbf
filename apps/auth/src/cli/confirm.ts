import { createInterface } from 'node:readline/promises';
import { Failure } from './failure.js';
import type { Output } from './output.js';

/**
 * Asks before something that cannot be taken back. Scripts are not asked: they have no terminal.
 *
 * @throws Failure the operator does not want it
 */
export async function confirm(output: Output, isSure: boolean, consequence: string): Promise<void> {
  if (isSure || !output.isInteractive) return;
  const answer = await ask(output, `${consequence} Go on? [y/N] `);
  if (!/^y(es)?$/i.test(answer)) throw new Failure('Nothing was changed.');
}

/**
 * For what nobody can undo: the word has to be typed. A script says --yes.
 *
 * @throws Failure the operator does not want it, or nobody is there to ask
 */
export async function confirmTyped(output: Output, isSure: boolean, consequence: string, word: string): Promise<void> {
  if (isSure) return;
  if (!output.isInteractive) throw new Failure('This cannot be undone, and nobody is there to be asked: say --yes. Nothing was changed.');
  const answer = await ask(output, `${consequence}\nType ${word} to go on: `);
  if (answer !== word) throw new Failure('Nothing was changed.');
}

async function ask({ streams: { stdin, stderr } }: Output, text: string): Promise<string> {
  const question = createInterface({ input: stdin, output: stderr as NodeJS.WritableStream });
  try {
    return (await question.question(text)).trim();
  } finally {
    question.close();
  }
}
