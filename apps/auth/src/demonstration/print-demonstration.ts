import Table from 'cli-table3';
import { writeMarker } from './marker.js';
import type { DemonstrationAccount } from './prepare-demonstration.js';

export interface DemonstrationAddresses {
  readonly productName: string;
  /** Without a slash at the end. */
  readonly publicOrigin: string;
  readonly consoleOrigin: string;
  readonly dataDir: string;
  /** Whether mails go to the development mailbox. */
  readonly hasMailbox: boolean;
}

/** Says where to look and, once, who to sign in as. */
export function printDemonstration(
  accounts: readonly DemonstrationAccount[] | undefined,
  { productName, publicOrigin, consoleOrigin, dataDir, hasMailbox }: DemonstrationAddresses,
  write: (text: string) => void,
): void {
  const addresses = [
    `  Sign-in  ${publicOrigin}/`,
    `  Console  ${consoleOrigin}/console`,
    `  API      ${publicOrigin}/api`,
    ...(hasMailbox ? [`  Mailbox  ${publicOrigin}/dev/mailbox`] : []),
  ];
  const people = accounts === undefined ? [] : ['', tableOf(accounts), '', '  These passwords are shown this once. To begin anew: stop, and remove the data folder.'];
  write(['', `${productName} is ready.`, '', ...addresses, ...people, '', ''].join('\n'));
  if (accounts !== undefined) writeMarker(dataDir, 'shown');
}

function tableOf(accounts: readonly DemonstrationAccount[]): string {
  const table = new Table({ head: ['Name', 'Address', 'Password', 'Organization', 'To see'], style: { head: [], border: [], compact: true } });
  table.push(...accounts.map(({ name, email, password, organization, shows }) => [name, email, password, organization ?? '–', shows]));
  return table.toString();
}
