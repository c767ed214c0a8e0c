import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Outgoing } from './web-app.ts';
import { headerOf } from './web-app.ts';

const minBytes = 256;
const compressible = /^(?:text\/|image\/svg|application\/(?:json|javascript|xml|manifest\+json|rdap\+json))/;
const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Compresses when client and content allow it; says so in Vary either way (RFC 9110 section 12.5.3). */
export async function encoded(answer: Outgoing, accepted: string): Promise<Outgoing> {
  const type = headerOf(answer.headers, 'content-type') ?? '';
  const isWorth = answer.body.length >= minBytes && compressible.test(type);
  if (!isWorth || headerOf(answer.headers, 'content-encoding') !== undefined) return answer;
  const headers = withVary(answer.headers);
  if (/\bbr\b/.test(accepted)) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
    const body = await brotli(answer.body, { params });
    return { ...answer, headers: [...headers, ['content-encoding', 'br']], body };
  }
  if (!/\bgzip\b/.test(accepted)) return { ...answer, headers };
  const body = await gzipped(answer.body);
  return { ...answer, headers: [...headers, ['content-encoding', 'gzip']], body };
}

function withVary(headers: Outgoing['headers']): Outgoing['headers'] {
  const before = headerOf(headers, 'vary');
  const vary = before === undefined ? 'Accept-Encoding' : `${before}, Accept-Encoding`;
  return [...headers.filter(([name]) => name.toLowerCase() !== 'vary'), ['vary', vary]];
}
