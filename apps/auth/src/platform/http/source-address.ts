import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import { BoundedMap } from '../bounded-map.js';
import { plainAddress } from '../network.js';

/** The proxies whose word about a client's address is taken. */
export class TrustedProxies {
  private readonly list = new BlockList();
  /** Requests come by way of few peers. */
  private readonly known = new BoundedMap<string, boolean>(100);

  /** `cidrs`: `10.0.0.0/8`, `2001:db8::/32`, or single addresses. */
  constructor(cidrs: readonly string[]) {
    for (const cidr of cidrs) {
      const [address = '', prefix] = cidr.split('/');
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      this.list.addSubnet(address, prefix === undefined ? (family === 'ipv6' ? 128 : 32) : Number(prefix), family);
    }
  }

  has(address: string): boolean {
    const known = this.known.get(address) ?? this.list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
    this.known.set(address, known);
    return known;
  }
}

/**
 * The nearest address in `X-Forwarded-For` that is not one of our proxies, read from the right: what stands to the left
 * of it was written by somebody else. Without a trusted peer the header counts for nothing.
 */
export function clientAddress(raw: IncomingMessage, proxies: TrustedProxies): string {
  let address = plainAddress(raw.socket.remoteAddress ?? '');
  if (address === undefined) return 'unknown';
  const forwarded = raw.headers['x-forwarded-for'];
  if (forwarded === undefined || !proxies.has(address)) return address;
  for (const entry of [forwarded].flat().join(',').split(',').toReversed()) {
    if (!proxies.has(address)) break;
    const next = plainAddress(withoutPort(entry.trim()));
    // What a proxy wrote and is no address leaves the proxy as the last one known.
    if (next === undefined) break;
    address = next;
  }
  return address;
}

/** `192.0.2.1:4711` and `[2001:db8::1]:4711`, as some proxies write it. */
const withoutPort = (text: string): string => text.replace(/^\[(.+)\](?::\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
