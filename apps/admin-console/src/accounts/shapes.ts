import type { Schemas } from '../api/shapes';

export type AccountRow = Schemas['FoundAccount'];
/** What is true of an account, now or at an instant. */
export type AccountView = Schemas['AccountDetails'];
export type Factor = AccountView['factors'][number];
export type TrustedDevice = AccountView['devices'][number];
export type LiveSession = AccountView['sessions'][number];
export type TimelineEntry = Schemas['HistoryEntry'];
