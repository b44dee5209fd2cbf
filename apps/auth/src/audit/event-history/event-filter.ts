import type { SQLInputValue } from 'node:sqlite';
import { z } from 'zod';
import type { Scope } from '../../platform/access/roles.js';
import { addressRange } from '../../platform/network.js';
import { instantSchema } from '../../platform/http/instant.schema.js';
import type { Tables } from '../../platform/projections/tables.js';
import { entryOutcomes, outcomeOf } from '../account-history/entry-kinds.js';
import { nameIn } from '../in-language.js';
import { languages } from '../language.js';
import { folded, identifierBytes, numberOf } from './event-history.projection.js';
import { eventWords } from './event-words.js';

const identifier = z.string().min(1).max(128).optional();

/** As in the address of the page; what is left out filters nothing. */
export const eventFilterFields = {
  from: instantSchema.optional(),
  to: instantSchema.optional().meta({ description: 'Exclusive.' }),
  organizationId: identifier,
  accountId: identifier.meta({ description: 'Whom it is about.' }),
  actorId: identifier.meta({ description: 'Who did it.' }),
  types: z.string().max(2_000).optional().meta({ description: 'Names of events, separated by commas.' }),
  outcome: z.enum(entryOutcomes).optional(),
  address: z
    .string()
    .max(64)
    .refine((text) => addressRange(text) !== undefined, 'is neither an address nor a network such as 192.0.2.0/24')
    .optional()
    .meta({ description: 'Where it came from: an IP address, or a network in CIDR notation.', examples: ['192.0.2.7', '2001:db8::/64'] }),
  text: z.string().max(200).optional().meta({ description: 'In the plain name of the event, in name or address of whom it is about, or in the organization’s name; or an id.' }),
  requestId: identifier.meta({ description: 'A request id, or a correlation id.' }),
};

export const eventFilterSchema = z.strictObject(eventFilterFields).meta({ id: 'EventFilter', description: 'Which events; everything together.' });
export type EventFilter = z.infer<typeof eventFilterSchema>;

export interface Conditions {
  readonly where: string;
  readonly parameters: readonly SQLInputValue[];
}

/** The events that a filter finds, said in two ways. */
export interface Selection {
  /** The newest of each are found by an index; one event may be found by several. */
  readonly alternatives: readonly Conditions[];
  /** No event is in two of these: to count them. */
  readonly disjoint: readonly Part[];
}

/** How it is counted over time: all as one kind by the index of kinds, or event by event. */
export interface Part extends Conditions {
  readonly counted: 'eachEvent' | { readonly kind: string };
}

/** More people and organizations than these are found by no text that is worth typing. */
const MOST_FOUND = 500;
/** So many are asked for one by one; more of them together. */
const FEW = 8;

export function selectionOf(filter: EventFilter, scope: Scope, tables: Tables): Selection {
  const { actorId } = filter;
  if (actorId === undefined) return selectionBy(undefined, filter, scope, tables);
  const actor = numberOf(actorId, tables) ?? NONE;
  // What they did to others, and to themselves: each is found by an index of its own.
  const ways: readonly By[] = [(plus) => one(`${plus}actor = ? AND actor > 0`, actor), (plus) => one(`${plus}account = ? AND actor = 0`, actor)];
  const found = ways.map((way) => selectionBy(way, filter, scope, tables));
  return { alternatives: found.flatMap(({ alternatives }) => alternatives), disjoint: found.flatMap(({ disjoint }) => disjoint) };
}

/** @param plus before a column whose index is not to be used */
type By = (plus: '' | '+') => Conditions;

function selectionBy(actor: By | undefined, filter: EventFilter, scope: Scope, tables: Tables): Selection {
  const common = commonOf(filter, actor, scope, tables);
  const text = folded((filter.text ?? '').trim());
  const listed = (filter.types ?? '').split(',').map((type) => type.trim()).filter((type) => type !== '');
  // The outcome is a matter of the type.
  const fits = (type: string): boolean => (listed.length === 0 || listed.includes(type)) && (filter.outcome === undefined || outcomeOf(type) === filter.outcome);
  const kinds = Object.keys(eventWords).filter(fits);
  const isOfAnyKind = listed.length === 0 && filter.outcome === undefined;
  const numbers = (types: readonly string[]): readonly number[] => types.flatMap((type) => numberOf(type, tables) ?? []);
  // Within one organization or account its own index is the best one; SQLite uses none for a column with a plus.
  const own = isNarrow(filter, scope);
  const ofKinds = isOfAnyKind ? [] : [among('+type', numbers(kinds))];
  const eachKind = (types: readonly string[]): readonly Part[] => {
    if (own) return [{ ...all(...common, among('+type', numbers(types))), counted: 'eachEvent' }];
    return types.flatMap((kind) => numbers([kind]).map((number): Part => ({ ...all(...common, equal('type', number)), counted: { kind } })));
  };
  if (text === '') {
    const whole = all(...common, ...ofKinds);
    if (own) return { alternatives: [whole], disjoint: [{ ...whole, counted: 'eachEvent' }] };
    return { alternatives: isOfAnyKind ? [whole] : eachKind(kinds), disjoint: eachKind(kinds) };
  }
  // In every language: a link that is shared finds the same.
  const namesOf = (type: string): string => folded([type, ...languages.map((language) => nameIn(language, type))].join('\n'));
  const called = kinds.filter((type) => namesOf(type).includes(text));
  const about = aboutText(text, tables);
  const others = [...commonOf(filter, actor, scope, tables, false), ...ofKinds];
  return {
    alternatives: [...eachKind(called), ...about.map((condition) => all(...others, condition))],
    disjoint: [...eachKind(called), { ...all(...others, not(among('+type', numbers(called))), anyOf(about)), counted: 'eachEvent' }],
  };
}

/** Whether it leaves so few events that each of them may be looked at. */
const isNarrow = ({ organizationId, accountId, actorId, requestId, address }: EventFilter, scope: Scope): boolean =>
  scope !== null || [organizationId, accountId, actorId, requestId, address].some((id) => id !== undefined);

/** From what leaves the fewest events to what leaves the most. */
const narrowing = ['requestId', 'accountId', 'actorId', 'address', 'organizationId'] as const;

/** What narrows every search alike. @param indexed whether an index of these is the one to use: that of what narrows most */
function commonOf(filter: EventFilter, actor: By | undefined, scope: Scope, tables: Tables, indexed = true): readonly Conditions[] {
  const { from, to, organizationId, accountId, address, requestId } = filter;
  const most = narrowing.find((field) => filter[field] !== undefined) ?? 'scope';
  const by = (field: typeof most, column: string): string => (indexed && field === most ? column : `+${column}`);
  const number = (id: string): number => numberOf(id, tables) ?? NONE;
  return [
    from === undefined ? [] : [one('at >= ?', Date.parse(from))],
    to === undefined ? [] : [one('at < ?', Date.parse(to))],
    scope === null ? [] : [among(by('scope', 'organization'), scope.map(number))],
    organizationId === undefined ? [] : [equal(by('organizationId', 'organization'), number(organizationId))],
    accountId === undefined ? [] : [equal(by('accountId', 'account'), number(accountId))],
    actor === undefined ? [] : [actor(indexed && most === 'actorId' ? '' : '+')],
    address === undefined ? [] : [fromAddress(address, by('address', 'address'))],
    requestId === undefined ? [] : [anyOf(ofRequest(requestId))],
  ].flat();
}

function fromAddress(text: string, column: string): Conditions {
  const range = addressRange(text);
  if (range === undefined) return one('false');
  if (Buffer.compare(range.first, range.last) === 0) return one(`${column} = ?`, range.first);
  // Not in the order of time: they are gathered first, instead of passing over all others.
  return anyOf([one('address BETWEEN ? AND ?', range.first, range.last)]);
}

/** Events about whom, by whom, where, or of what request the text may mean. */
function aboutText(text: string, tables: Tables): readonly Conditions[] {
  const people = tables.all<{ number: number }>(`SELECT account AS number FROM {person} WHERE instr(search, ?) > 0 LIMIT ${MOST_FOUND}`, text).map(({ number }) => number);
  const organizations = tables.all<{ number: number }>(`SELECT number FROM {organization} WHERE instr(search, ?) > 0 LIMIT ${MOST_FOUND}`, text).map(({ number }) => number);
  return [
    ...eachOf('account', people),
    // What they did to themselves is about them.
    ...eachOf('actor', people).map((condition) => all(condition, one('actor > 0'))),
    ...eachOf('organization', organizations),
    ...ofRequest(text),
  ];
}

/** No id has it. */
const NONE = -1;

const one = (where: string, ...parameters: SQLInputValue[]): Conditions => ({ where, parameters });
const equal = (column: string, value: number | Uint8Array): Conditions => one(`${column} = ?`, value);
const among = (column: string, values: readonly number[]): Conditions => one(`${column} IN (SELECT value FROM json_each(?))`, JSON.stringify(values));
const eachOf = (column: string, values: readonly number[]): readonly Conditions[] =>
  values.length > FEW ? [among(column, values)] : values.map((value) => equal(column, value));
const ofRequest = (id: string): readonly Conditions[] => ['request', 'correlation'].map((column) => equal(column, identifierBytes(id)));
const not = ({ where, parameters }: Conditions): Conditions => one(`NOT (${where})`, ...parameters);
const all = (...conditions: readonly Conditions[]): Conditions =>
  conditions.length === 0 ? one('true') : one(conditions.map(({ where }) => where).join(' AND '), ...conditions.flatMap(({ parameters }) => parameters));
/** By the index of each, instead of passing over all events. */
const anyOf = (conditions: readonly Conditions[]): Conditions =>
  one(`number IN (${conditions.map(({ where }) => `SELECT number FROM {event} WHERE ${where}`).join(' UNION ')})`, ...conditions.flatMap(({ parameters }) => parameters));
