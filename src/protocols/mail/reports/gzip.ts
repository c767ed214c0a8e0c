import { inflateRawSync } from 'node:zlib';
import { ReportError } from './error.ts';
import { inflate, takeFrom, type UnpackBudget } from './zip.ts';

const flags = { headerCrc: 2, extra: 4, name: 8, comment: 16 } as const;

/**
 * First member of a gzip file (RFC 1952). Reporters append line ends and other litter, which Node's own reader refuses, so the
 * header is skipped here and the deflate stream read alone. Throws `ReportError` (`archive`, `too-big`).
 */
export function gunzip(bytes: Uint8Array, budget: UnpackBudget): Uint8Array {
  const flag = bytes[3] ?? 0;
  if (bytes.length < 18 || bytes[2] !== 8) throw new ReportError('archive', 'the gzip header is damaged');
  let at = 10;
  if ((flag & flags.extra) !== 0) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
  if ((flag & flags.name) !== 0) at = afterZero(bytes, at);
  if ((flag & flags.comment) !== 0) at = afterZero(bytes, at);
  if ((flag & flags.headerCrc) !== 0) at += 2;
  const stream = bytes.subarray(at);
  return takeFrom(budget, (most) => inflate(() => inflateRawSync(stream, { maxOutputLength: most })));
}

function afterZero(bytes: Uint8Array, from: number): number {
  const zero = bytes.indexOf(0, from);
  if (zero === -1) throw new ReportError('archive', 'the gzip header is damaged');
  return zero + 1;
}
