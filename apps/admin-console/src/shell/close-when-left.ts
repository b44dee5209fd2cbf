import { DestroyRef, effect, inject, untracked } from '@angular/core';
import { Connection } from '../api/connection';
import { Agent } from './agent';

const LOOK_MS = 10_000;

/**
 * Where nobody has asked for anything for as long as a session of the console may be idle, or where it has come to its end, the service
 * is asked once more who is there. It says that nobody is, and the console closes: nothing stays on the screen of who went away.
 *
 * All tabs of the browser share the session, so they tell each other of its use: a question before its time would keep it alive.
 */
export function closeWhenLeft(): void {
  const [agent, connection, destroyed] = [inject(Agent), inject(Connection), inject(DestroyRef)];
  const otherTabs = new BroadcastChannel('use-of-the-console');
  let lastUse = 0;
  otherTabs.addEventListener('message', () => (lastUse = connection.now()));
  effect(() => {
    lastUse = connection.lastUse();
    otherTabs.postMessage(null);
  });
  // Looked at again and again: a machine that sleeps holds up timers, too.
  const timer = setInterval(() => {
    const session = untracked(agent.me)?.session;
    if (session === undefined) return;
    const end = Math.min(lastUse + session.idleSeconds * 1_000, Date.parse(session.expiresAt));
    if (connection.now() >= end) agent.reload();
  }, LOOK_MS);
  destroyed.onDestroy(() => {
    clearInterval(timer);
    otherTabs.close();
  });
}
