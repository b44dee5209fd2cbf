import { signIn, type ConsoleAgent, type ConsoleStaff, type SetUpPerson } from '../support/console-staff.js';
import type { RunningWorld } from '../support/running-world.js';

/** Who and what there is to see on the pictures. */
export interface Invented {
  readonly owner: ConsoleAgent;
  readonly lakeside: string;
  readonly northgate: string;
  readonly dana: SetUpPerson;
  readonly reset: { readonly accountId: string; readonly resetId: string };
}

const invitedPeople = ['Kim Larsen', 'Lee Santos', 'Tom Brandt', 'Ines Moreau', 'Yusuf Demir'];

/** A small clinic's week, as far as it can be made in seconds. */
export async function invented(world: RunningWorld, staff: ConsoleStaff): Promise<Invented> {
  const lakeside = await staff.organization('Lakeside Clinic', { resetApprovals: 2 }, 'Help desk, 030 555 0100');
  const northgate = await staff.organization('Northgate Clinic', {}, 'Reception, 030 555 0200');
  await staff.changePolicy(northgate, { mfaRequired: false });
  const dana = await staff.provider(lakeside, 'Mara Jensen');
  const ana = await staff.provider(lakeside, 'Ana Costa');
  for (const name of invitedPeople) await staff.invite(northgate, name);
  const owner = await staff.agent('owner', lakeside, 'Erik Lund');
  const sam = await staff.agent('support', lakeside, 'Sam Okafor', [lakeside, northgate]);
  await staff.agent('compliance', lakeside, 'Noor Aziz');
  await staff.agent('account-manager', lakeside, 'Petra Novak');

  await mistype(world, dana);
  await signIn(world, dana);
  await sam.call('POST', `/accounts/${ana.accountId}/disable`, { reason: 'on leave until spring', ticket: 'HELP-4690' });
  await sam.call('POST', `/accounts/${ana.accountId}/enable`, { reason: 'back from leave', ticket: 'HELP-4702' });
  const { resetId } = await sam.call<{ resetId: string }>('POST', `/accounts/${ana.accountId}/resets`, {
    reason: 'Telephone stolen on the train',
    ticket: 'HELP-4711',
    identityProof: 'call-back',
  });
  await disputedReset(world, staff, sam, await staff.provider(lakeside, 'Jonas Weber'));
  await staff.owner.call('POST', '/reviews', { from: '2026-01-01T00:00:00.000Z', to: new Date().toISOString(), note: 'Every reset has a ticket; one locked-out agent was called back.' });
  await mistype(world, dana);
  return { owner, lakeside, northgate, dana, reset: { accountId: ana.accountId, resetId } };
}

/** A reset that the holder did not ask for: the link in the mail freezes the account, and a case opens. */
async function disputedReset(world: RunningWorld, staff: ConsoleStaff, agent: ConsoleAgent, { accountId, email }: SetUpPerson): Promise<void> {
  const asked = { reason: 'new telephone', ticket: 'HELP-4705', identityProof: 'video-call' };
  const { resetId } = await agent.call<{ resetId: string }>('POST', `/accounts/${accountId}/resets`, asked);
  await staff.owner.call('POST', `/resets/${accountId}/${resetId}/approve`, { proof: await staff.owner.prove('reset', `${accountId}/${resetId}`) });
  const token = (await world.mailbox.waitForLink(email, '/not-me')).hash.slice(1);
  await world.client().send('POST', '/account-freezes', { token });
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; ) {
    if ((await staff.owner.call<{ cases: readonly object[] }>('GET', '/cases')).cases.length > 0) return;
  }
}

async function mistype(world: RunningWorld, { email }: SetUpPerson): Promise<void> {
  const client = world.client();
  await client.begin({ email });
  await client.password('not the right one').catch(() => undefined);
}
