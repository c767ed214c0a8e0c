import { isIP } from 'node:net';
import type { DnsDoor } from '../../model/outside-dns.ts';
import type { HttpRequest } from '../../model/outside-http.ts';
import type { Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import type { Destination } from './address-map.ts';

export interface HttpTarget {
  readonly url: URL;
  readonly isSecure: boolean;
  /** Host without brackets, as it stands in the certificate. */
  readonly host: string;
  readonly port: number;
}

/** Ports of other protocols, where an HTTP request could be taken for a command (Fetch standard, "bad port"). */
const badPorts: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080,
]);

export function httpTarget(text: string): Result<HttpTarget> {
  if (!URL.canParse(text)) return failure('protocol', `"${text.slice(0, 200)}" is not a URL`);
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return failure('protocol', `${url.protocol} addresses are not asked over HTTP`);
  if (url.username !== '' || url.password !== '')
    return failure('protocol', 'An address with a user name or password in it is never asked');
  const isSecure = url.protocol === 'https:';
  const port = url.port === '' ? (isSecure ? 443 : 80) : Number(url.port);
  if (badPorts.has(port))
    return failure('forbidden', `Port ${port} belongs to another protocol`, 'LR_BAD_PORT');
  return ok({ url, isSecure, host: url.hostname.replace(/^\[|\]$/g, ''), port });
}

/** The addresses to try, IPv6 and IPv4 in turn (RFC 8305 section 4). Names are resolved only through the DNS door. */
export async function httpDestinations(
  dns: DnsDoor,
  target: HttpTarget,
  request: Pick<HttpRequest, 'address' | 'family' | 'signal'>,
): Promise<Result<readonly Destination[]>> {
  const to = (address: string): Destination => ({ address, port: target.port, name: target.host });
  if (request.address !== undefined) return ok([to(request.address)]);
  if (isIP(target.host) !== 0) return ok([to(target.host)]);
  const found = await resolveBoth(dns, target.host, request);
  return found.ok ? ok(found.value.map(to)) : found;
}

async function resolveBoth(
  dns: DnsDoor,
  host: string,
  request: Pick<HttpRequest, 'family' | 'signal'>,
): Promise<Result<readonly string[]>> {
  const options = request.signal === undefined ? {} : { signal: request.signal };
  const types = request.family === 6 ? ['AAAA'] : request.family === 4 ? ['A'] : ['AAAA', 'A'];
  const answers = await Promise.all(types.map(async (type) => dns.resolve(host, type, options)));
  const lists = answers.map((answer) =>
    answer.ok ? answer.value.records.map((record) => record.value) : [],
  );
  const addresses = interleave(lists).filter((address) => isIP(address) !== 0);
  if (addresses.length > 0) return ok(addresses);
  const problem = answers.find((answer) => !answer.ok);
  if (problem !== undefined && !problem.ok) return problem;
  return failure('name-not-found', `${host} has no ${types.join(' or ')} record`, 'ENOTFOUND');
}

function interleave<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, row) =>
    lists.flatMap((list) => list.slice(row, row + 1)),
  ).flat();
}
