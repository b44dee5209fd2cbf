import type { SQLInputValue } from 'node:sqlite';
import { z } from 'zod';
import type { Scope } from '../../platform/access/roles.js';
import { instantSchema } from '../../platform/http/instant.schema.js';
import type { Tables } from '../../platform/projections/tables.js';
import { entryOutcomes } from '../account-history/entry-kinds.js';
import { folded } from './event-history.projection.js';
import { eventWords } from './event-words.js';

const id = z.string().min(1).max(128).optional();

/** As in the address of the page; what is left out filters nothing. */
export const eventFilterFields = {
  from: instantSchema.optional(),
  to: instantSchema.optional().meta({ description: 'Exclusive.' }),
  organizationId: id,
  accountId: id.meta({ description: 'Whom it is about.' }),
  actorId: id.meta({ description: 'Who did it.' }),
  types: z.string().max(2_000).optional().meta({ description: 'Names of events, separated by commas.' }),
  outcome: z.enum(entryOutcomes).optional(),
  text: z.string().max(200).optional().meta({ description: 'In the plain name of the event, or in name or address of whom it is about; or an id.' }),
  requestId: id.meta({ description: 'A request id, or a correlation id.' }),
};

export const eventFilterSchema = z.strictObject(eventFilterFields).meta({ id: 'EventFilter', description: 'Which events; everything together.' });
export type EventFilter = z.infer<typeof eventFilterSchema>;

export interface Conditions {
  readonly where: string;
  readonly parameters: readonly SQLInputValue[];
}

/** More people than these are found by no text that is worth typing. */
const MOST_PEOPLE = 500;

export function conditionsOf(filter: EventFilter, scope: Scope, tables: Tables): Conditions {
  const where: string[] = [];
  const parameters: SQLInputValue[] = [];
  const and = (condition: string, ...values: SQLInputValue[]): void => {
    where.push(condition);
    parameters.push(...values);
  };
  if (filter.from !== undefined) and('at >= ?', Date.parse(filter.from));
  if (filter.to !== undefined) and('at < ?', Date.parse(filter.to));
  if (scope !== null) and('organization_id IN (SELECT value FROM json_each(?))', JSON.stringify(scope));
  if (filter.organizationId !== undefined) and('organization_id = ?', filter.organizationId);
  if (filter.accountId !== undefined) and('account_id = ?', filter.accountId);
  if (filter.actorId !== undefined) and('actor_id = ?', filter.actorId);
  if (filter.outcome !== undefined) and('outcome = ?', filter.outcome);
  if (filter.requestId !== undefined) {
    and(`number IN (${anyOf(['request_id = ?', 'correlation_id = ?'])})`, filter.requestId, filter.requestId);
  }
  const types = (filter.types ?? '').split(',').map((type) => type.trim()).filter((type) => type !== '');
  if (types.length === 1) and('type = ?', types[0] ?? '');
  if (types.length > 1) and('type IN (SELECT value FROM json_each(?))', JSON.stringify(types));
  const text = folded((filter.text ?? '').trim());
  if (text !== '') byText(text, tables, and);
  return { where: where.length === 0 ? 'true' : where.join(' AND '), parameters };
}

function byText(text: string, tables: Tables, and: (condition: string, ...values: SQLInputValue[]) => void): void {
  const types = Object.entries(eventWords).filter(([type, { name }]) => folded(`${type} ${name}`).includes(text));
  const select = `SELECT account_id FROM {person} WHERE instr(search, ?) > 0 LIMIT ${MOST_PEOPLE}`;
  const people = JSON.stringify(tables.all<{ account_id: string }>(select, text).map(({ account_id }) => account_id));
  const about = anyOf(['account_id IN (SELECT value FROM json_each(?))', 'actor_id IN (SELECT value FROM json_each(?))', 'request_id = ?', 'correlation_id = ?']);
  const kinds = JSON.stringify(types.map(([type]) => type));
  const parameters = [people, people, text, text];
  // Without kinds the few events are found by their indexes, instead of passing over all the others.
  if (types.length === 0) and(`number IN (${about})`, ...parameters);
  else and(`(type IN (SELECT value FROM json_each(?)) OR number IN (${about}))`, kinds, ...parameters);
}

const anyOf = (conditions: readonly string[]): string => conditions.map((one) => `SELECT number FROM {event} WHERE ${one}`).join(' UNION ');
