import { unreachable } from '../kernel/unreachable.js';
import type { SessionEvent } from './events.js';
import type { SessionLife } from './state.js';

export function evolve(life: SessionLife, event: SessionEvent): SessionLife {
  switch (event.type) {
    case 'SessionRefreshed':
      return { ...life, lastActiveAt: event.at };
    case 'SessionEnded':
      return { ...life, ended: event.reason };
    default:
      return unreachable(event);
  }
}
