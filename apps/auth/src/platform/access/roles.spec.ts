import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { roles } from '#domain/account/events.js';
import { actionsOf, isWithin, mayDo, renderRoles, rowOf, scopeFor, staffActions } from './roles.js';

it('docs/roles.md says what the table says (UPDATE_DOCS=1 writes it)', () => {
  const file = new URL('../../../../../docs/roles.md', import.meta.url);
  // oxlint-disable-next-line node/no-process-env -- a switch of this spec, not of the product
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, renderRoles());
  expect(readFileSync(file, 'utf8')).toBe(renderRoles());
});

describe('the table', () => {
  it('lets owners do everything, and nobody without a role anything', () => {
    expect(actionsOf(['owner'])).toEqual(staffActions);
    expect(actionsOf([])).toEqual([]);
  });

  it('keeps looking and changing apart: who reviews changes nothing of an account', () => {
    const changed = staffActions.filter((action) => rowOf(action).changes && mayDo('compliance', action));
    expect(changed).toEqual(['review.write']);
    expect(staffActions.filter((action) => action.startsWith('role.') && roles.some((role) => role !== 'owner' && mayDo(role, action)))).toEqual([]);
  });

  it('adds up roles and what they are for', () => {
    expect(scopeFor(['support'], {}, 'account.view')).toBeNull();
    expect(scopeFor(['support'], { support: ['o-1'] }, 'account.view')).toEqual(['o-1']);
    expect(scopeFor(['support', 'compliance'], { support: ['o-1'], compliance: ['o-1', 'o-2'] }, 'account.view')).toEqual(['o-1', 'o-2']);
    expect(scopeFor(['support', 'compliance'], { support: ['o-1'] }, 'account.view')).toBeNull();
    expect(scopeFor(['support', 'compliance'], { support: ['o-1'] }, 'device.revoke')).toEqual(['o-1']);
    expect(scopeFor(['compliance'], {}, 'device.revoke')).toBeUndefined();
  });

  it('reaches accounts of no organization only with a role for all', () => {
    expect([isWithin(null, null), isWithin(null, 'o-1'), isWithin(['o-1'], 'o-1'), isWithin(['o-1'], 'o-2'), isWithin(['o-1'], null)]).toEqual([
      true, true, true, false, false,
    ]);
  });
});
