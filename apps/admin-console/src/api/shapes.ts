import type { components } from '#pages/api/schema';

/** What the service answers to the console, under the names that the pages use; shared by all of them. */
export type Schemas = components['schemas'];

export type Me = Schemas['StaffMember'];
export type Action = Me['actions'][number];
export type RoleHeld = Me['roles'][number];
export type Role = RoleHeld['role'];
export type Acr = Schemas['Acr'];

export type Actor = Schemas['HistoryEntry']['actor'];
/** What a person gives when staff do something: it stands in the event. */
export type Reasoned = Schemas['StaffReason'];
/** The answer of a passkey to a question that was bound to one action. */
export type Proof = Schemas['ActionProof'];
export type ProofAction = Schemas['ProveAction']['action'];

/** One page of a list; `next` asks for the one after it. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

type Used<Parts> = { [Name in keyof Parts]?: Exclude<Parts[Name], null | ''> };

/** A question to the service: its empty parts are left out of the address. */
export function used<Parts extends Record<string, string | null>>(parts: Parts): Used<Parts> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null && value !== '')) as Used<Parts>;
}
