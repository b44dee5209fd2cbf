import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LastByte } from './last-byte.js';

describe('the last byte of a mail', () => {
  it('goes when the mail before is recorded', async () => {
    const lastByte = new LastByte();
    const [one, two] = [lastByte.turn(), lastByte.turn()];
    const order: string[] = [];
    await one.come();
    const second = two.come().then(() => order.push('two'));
    await delay(20);
    order.push('one is recorded');
    one.end();
    await second;
    expect(order).toEqual(['one is recorded', 'two']);
    // Again for another connection: the same turn.
    await two.come();
  });

  it('waits for nobody who gave up, whether their turn had come or not', async () => {
    const lastByte = new LastByte();
    const [one, two, three, never] = [lastByte.turn(), lastByte.turn(), lastByte.turn(), lastByte.turn()];
    never.end();
    await one.come();
    const second = two.come();
    const third = three.come();
    two.end();
    one.end();
    await expect(Promise.all([second, third])).resolves.toHaveLength(2);
  });

  it('waits only so long for a server that has a mail and does not say so', async () => {
    const lastByte = new LastByte(200);
    await lastByte.turn().come();
    let came = false;
    const second = lastByte.turn().come().then(() => (came = true));
    await delay(50);
    expect(came).toBe(false);
    await second;
  });
});
