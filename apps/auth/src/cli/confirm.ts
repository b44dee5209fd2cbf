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
  const { stdin, stderr } = output.streams;
  const question = createInterface({ input: stdin, output: stderr as NodeJS.WritableStream });
  try {
    const answer = await question.question(`${consequence} Go on? [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new Failure('Nothing was changed.');
  } finally {
    question.close();
  }
}
