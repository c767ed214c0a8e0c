import { isIP } from 'node:net';
import { UserError } from '../../model/error.ts';

/**
 * One `--map FROM=TO` rule. FROM is `HOST:PORT` with `*` allowed for either; TO is `IP:PORT` or `refuse`.
 * IPv6 addresses stand in square brackets. The first rule that matches wins.
 */
export interface AddressMap {
  /** Lower-case host name, IP address, or `*`. */
  readonly host: string;
  /** null is any port. */
  readonly port: number | null;
  readonly to: { readonly address: string; readonly port: number } | 'refuse';
}

/** Where a connection would go. `name` is the host the address was resolved from, when there is one. */
export interface Destination {
  readonly address: string;
  readonly port: number;
  readonly name?: string;
}
export type Mapped =
  | { readonly kind: 'unmapped' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'mapped'; readonly address: string; readonly port: number };

export function applyMaps(maps: readonly AddressMap[], to: Destination): Mapped {
  const rule = maps.find((candidate) => matches(candidate, to));
  if (rule === undefined) return { kind: 'unmapped' };
  return rule.to === 'refuse' ? { kind: 'refused' } : { kind: 'mapped', ...rule.to };
}

const matches = (rule: AddressMap, to: Destination): boolean =>
  (rule.port === null || rule.port === to.port) &&
  (rule.host === '*' || rule.host === to.address || rule.host === to.name);

/** Parses `--map` values. Throws UserError LR_MAP naming the value, the column and the part that is wrong. */
export function parseAddressMap(text: string): AddressMap {
  const equals = text.indexOf('=');
  if (equals < 0) throw wrong(text, text.length, 'there is no "=" between FROM and TO');
  const from = splitHostPort(text, text.slice(0, equals), 0);
  return {
    host: parseHost(text, from.host),
    port: from.port === '*' ? null : parsePort(text, from.port, from.host.length + 1),
    to: parseTo(text, text.slice(equals + 1), equals + 1),
  };
}

function splitHostPort(whole: string, part: string, at: number): { host: string; port: string } {
  const colon = part.lastIndexOf(':');
  if (colon < 0 || part.endsWith(']')) throw wrong(whole, at + part.length, `"${part}" has no port`);
  return { host: part.slice(0, colon), port: part.slice(colon + 1) };
}

function parseHost(whole: string, text: string): string {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  if (bare === '*' || isIP(bare) !== 0) return bare.toLowerCase();
  const isName = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(bare) && bare.length <= 253;
  if (!isName) throw wrong(whole, 0, `"${text}" is neither a host name, an IP address nor *`);
  return bare.toLowerCase();
}

function parsePort(whole: string, text: string, at: number): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw wrong(whole, at, `"${text}" is not a port from 1 to 65535`);
  return port;
}

function parseTo(whole: string, text: string, at: number): AddressMap['to'] {
  if (text === 'refuse') return 'refuse';
  const { host, port } = splitHostPort(whole, text, at);
  const address = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  if (isIP(address) === 0) throw wrong(whole, at, `"${host}" is not an IP address`);
  return { address, port: parsePort(whole, port, at + host.length + 1) };
}

const wrong = (text: string, at: number, problem: string): UserError =>
  new UserError('LR_MAP', {
    what: `--map ${text}, column ${at + 1}: ${problem}`,
    why: 'An address map says where connections go instead of the address they were meant for.',
    todo: 'Write FROM=TO, for example *:53=127.0.0.1:15353, www.example.com:443=127.0.0.1:8443 or *:*=refuse.',
  });
