import { isIP } from 'node:net';

/**
 * The network a client is counted by: an IPv4 address itself, the /64 of an IPv6 address (one subscriber usually has a
 * whole /64). An IPv4 address written as IPv6 is the IPv4 address. What is no address counts as one network.
 */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (plain === undefined) return 'unknown';
  if (isIP(plain) === 4) return plain;
  return `${groupsOf(plain).slice(0, 4).join(':')}::/64`;
}

/** The address without a zone, an IPv4 address in its own form, IPv6 in lower case; `undefined` for anything else. */
export function plainAddress(address: string): string | undefined {
  const text = address.replace(/%.*$/, '').toLowerCase();
  if (isIP(text) === 4) return text;
  if (isIP(text) !== 6) return undefined;
  const groups = groupsOf(text);
  const isMapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff';
  return isMapped ? ipv4Of(groups) : text;
}

function ipv4Of(groups: readonly string[]): string {
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight groups of a valid IPv6 address, without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a: string, b: string, c: string, d: string) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16)).join(':'),
  );
  const [head = '', tail] = hex.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(gap).fill('0'), ...after].map((group) => group.replace(/^0+(?=.)/, ''));
}

/** An address as 16 bytes, an IPv4 address as IPv6 has it (RFC 4291 §2.5.5.2); `undefined` for anything else. */
export function addressBytes(address: string): Uint8Array | undefined {
  const plain = plainAddress(address);
  if (plain === undefined) return undefined;
  const bytes = new Uint8Array(16);
  if (isIP(plain) === 4) bytes.set([255, 255, ...plain.split('.').map(Number)], 10);
  else bytes.set(groupsOf(plain).flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]));
  return bytes;
}

/** Addresses in order, as {@link addressBytes} has them. */
export interface AddressRange {
  readonly first: Uint8Array;
  readonly last: Uint8Array;
}

/** Of an address, or of a network such as `192.0.2.0/24` or `2001:db8::/64`; `undefined` for anything else. */
export function addressRange(text: string): AddressRange | undefined {
  const [, address = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const plain = plainAddress(address);
  if (plain === undefined) return undefined;
  const isFour = isIP(plain) === 4;
  const bits = Number(length ?? (isFour ? 32 : 128)) + (isFour ? 96 : 0);
  if (bits > 128) return undefined;
  const bytes = addressBytes(plain) ?? new Uint8Array(16);
  // Of a byte: all ones where the network does not reach.
  const free = (index: number): number => 255 >> Math.min(8, Math.max(0, bits - index * 8));
  return {
    first: bytes.map((byte, index) => byte & ~free(index) & 255),
    last: bytes.map((byte, index) => byte | free(index)),
  };
}
