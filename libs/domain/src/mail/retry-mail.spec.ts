import { describe, expect, it } from 'vitest';
import type { MailEvent } from './events.js';
import { standingOf } from './retry-mail.js';

const mail = { causeEventId: 'e-1', kind: 'email-code' } as const;
const at = '2026-03-02T08:30:00.000Z';
const refused = (reason: 'rejected' | 'unusableAddress' | 'gaveUp'): MailEvent => ({ type: 'MailRefused', at, ...mail, reason, statusCode: null });
const retried: MailEvent = { type: 'MailRetried', at, ...mail, causeRevision: 3 };
const sent: MailEvent = { type: 'MailSent', at, ...mail, messageId: '<e-1>' };
const dropped: MailEvent = { type: 'MailDropped', at, ...mail, reason: 'expired' };

describe('standingOf', () => {
  it.each([
    ['nothing is known', [], 'waiting'],
    ['it was given up', [refused('gaveUp')], 'refused'],
    ['the server refused it', [refused('rejected')], 'refused'],
    ['no server takes the address', [refused('unusableAddress')], 'over'],
    ['it is tried again', [refused('gaveUp'), retried], 'waiting'],
    ['it was given up again', [refused('gaveUp'), retried, refused('gaveUp')], 'refused'],
    ['it was sent at last', [refused('gaveUp'), retried, sent], 'over'],
    ['it was too late', [refused('gaveUp'), retried, dropped], 'over'],
  ] as const)('when %s', (_, events, standing) => {
    expect(standingOf(mail, events)).toBe(standing);
  });

  it.each(['reset-waits', 'case-opened'] as const)('never has one to the staff tried again (%s)', (kind) => {
    expect(standingOf({ causeEventId: 'e-1', kind }, [{ ...refused('rejected'), kind }])).toBe('over');
  });

  it('looks at this mail alone', () => {
    const other = [refused('gaveUp'), { ...sent, causeEventId: 'e-2' }, { ...sent, kind: 'invitation' as const }];
    expect(standingOf(mail, other)).toBe('refused');
  });
});
