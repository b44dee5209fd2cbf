import { DestroyRef, effect, inject, type Signal } from '@angular/core';
import { SessionApi } from '../api/session-api';

const GATHER_MS = 300;

/**
 * Calls back when something happened to an account, until the component is gone. The service ends the stream with the session;
 * a stream that broke is opened again by the browser itself, and what happened meanwhile was not heard, so that it calls back as well.
 * Where the browser gives up, the stream was refused: it is asked whose session this is, and without one the console closes, so that
 * nothing of the account stays on the screen.
 *
 * @param accountId `null`: nothing to listen to
 */
export function onLive(accountId: Signal<string | null>, changed: () => void): void {
  const session = inject(SessionApi);
  let timer: ReturnType<typeof setTimeout> | undefined;
  inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  effect((onCleanup) => {
    const id = accountId();
    if (id === null) return;
    const stream = new EventSource(`/api/v1/admin/live?accountId=${encodeURIComponent(id)}`);
    // One sign-in is several events: they are asked for together.
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(changed, GATHER_MS);
    };
    let wasReady = false;
    stream.addEventListener('message', heard);
    stream.addEventListener('ready', () => {
      if (wasReady) heard();
      wasReady = true;
    });
    stream.addEventListener('error', () => {
      if (stream.readyState === EventSource.CLOSED) void session.me().catch(() => undefined);
    });
    onCleanup(() => stream.close());
  });
}
