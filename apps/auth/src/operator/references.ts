import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ListOrganizations } from '../organizations/list-organizations/list-organizations.query.js';
import { Accounts, Organizations } from '../platform/event-log/aggregates.js';
import { Claims } from '../platform/event-log/claims.js';
import { KeyedHash } from '../platform/keys/keyed-hash.js';
import { OperatorRefused } from './operator-refused.js';
import { UpToDate } from './up-to-date.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** From what an operator types to the id of what is meant. */
@Injectable()
export class References {
  constructor(
    private readonly accounts: Accounts,
    private readonly organizations: Organizations,
    private readonly claims: Claims,
    private readonly hash: KeyedHash,
    private readonly queries: QueryBus,
    private readonly upToDate: UpToDate,
  ) {}

  /** @param reference an id or an e-mail address, in any spelling of it. @throws OperatorRefused */
  async account(reference: string): Promise<string> {
    const text = reference.trim();
    const id = UUID.test(text) ? text.toLowerCase() : await this.claims.emailHolder(this.hash.email(text));
    if (id !== undefined && (await this.accounts.load(id)).state.status !== 'none') return id;
    throw new OperatorRefused('unknownAccount', `There is no account ${JSON.stringify(text)}.`);
  }

  /** @param reference an id, or a name in any case. @throws OperatorRefused */
  async organization(reference: string): Promise<{ readonly id: string; readonly name: string }> {
    const text = reference.trim();
    const unknown = (): OperatorRefused => new OperatorRefused('unknownOrganization', `There is no organization ${JSON.stringify(text)}.`);
    if (UUID.test(text)) {
      const { state } = await this.organizations.load(text.toLowerCase());
      if (state.id === '') throw unknown();
      return { id: state.id, name: state.name };
    }
    await this.upToDate.wait();
    const folded = text.toLocaleLowerCase();
    const alike = (await this.queries.execute(new ListOrganizations())).filter(({ name }) => name.toLocaleLowerCase() === folded);
    const [found, ...others] = alike;
    if (found === undefined) throw unknown();
    if (others.length > 0) {
      const ids = alike.map(({ id }) => id).join(', ');
      throw new OperatorRefused('ambiguousOrganization', `${alike.length} organizations are called ${JSON.stringify(text)}; say which by its id: ${ids}.`);
    }
    return { id: found.id, name: found.name };
  }
}
