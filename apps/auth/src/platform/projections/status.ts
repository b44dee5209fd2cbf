import type { Member, ProjectionState } from './member.js';

export interface ProjectionStatus {
  readonly name: string;
  readonly state: ProjectionState;
  /** Everything up to here is in the rows. */
  readonly position: string | null;
  /** How old the picture is: 0 when live with nothing waiting, `null` when nothing is known yet. */
  readonly lagSeconds: number | null;
  /** Events applied since the start. */
  readonly applied: number;
  readonly lastError: string | null;
  /** The event that stopped it. */
  readonly stoppedBefore: { readonly stream: string; readonly revision: number; readonly type: string } | null;
}

export function statusOf(member: Member, now: string): ProjectionStatus {
  const { projection, state, position, behindSince, applied, lastError, stoppedBefore } = member;
  const age = behindSince === undefined ? null : Math.max(0, (Date.parse(now) - Date.parse(behindSince)) / 1_000);
  return {
    name: projection.name,
    state,
    position: position ?? null,
    lagSeconds: age ?? (state === 'live' ? 0 : null),
    applied,
    lastError,
    stoppedBefore:
      stoppedBefore === undefined
        ? null
        : { stream: stoppedBefore.stream, revision: stoppedBefore.revision, type: stoppedBefore.type },
  };
}
