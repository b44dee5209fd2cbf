/** What a real server cannot be asked for. Set over the control port; all off at the start. */
export interface Switches {
  /** Milliseconds by which every answer is late; so late that it never comes, if need be. */
  late: number;
  /** So many writes take effect, and then the connection breaks before the answer. */
  loseAnswers: number;
  /** Writes are refused; there is no leader to go to. */
  readOnly: boolean;
  /** Calls that want the leader are sent to this port on this machine. 0: it is the leader itself. */
  leaderPort: number;
  /** Milliseconds for which a deleted stream that was written again cannot be read yet. */
  revivalDelay: number;
  /** New connections are closed at once. */
  refuseConnections: boolean;
  /** Nothing is passed on in either direction, while every connection stays open. */
  frozen: boolean;
  /** `user:password` without which every call is refused. */
  credentials: string;
}

export const OFF: Switches = { late: 0, loseAnswers: 0, readOnly: false, leaderPort: 0, revivalDelay: 0, refuseConnections: false, frozen: false, credentials: '' };

/** Calls that were received since the start, by method. */
export type Counts = Record<string, number>;
