import { megabytes } from '../../model/words.ts';
import { dialects } from './dialect.ts';
import { dbFinding, type DbFinding } from './finding.ts';
import type { IndexFacts } from './statistics.ts';

const minWasted = 2 * 1024 * 1024;
/** Keys that come in no order leave pages two thirds full for good; an estimate is off by more than a count. */
const maxShare = { measured: 0.6, estimated: 0.7 };

/** An index that takes far more room than its keys: pages that emptied are not given back. */
export function indexBloat({ name, bytes, needed, isValid }: IndexFacts): readonly DbFinding[] {
  if (needed === null || !isValid) return [];
  const wasted = bytes - needed.bytes;
  const limit = needed.isMeasured ? maxShare.measured : maxShare.estimated;
  if (wasted < minWasted || wasted / bytes < limit) return [];
  const how = needed.isMeasured
    ? 'counted page by page by pgstattuple'
    : 'an estimate from rows and widths; the extension pgstattuple would count it';
  return [
    dbFinding('index-bloat', {
      subject: name,
      found: `${name} takes ${megabytes(bytes)} for keys that fit into ${megabytes(needed.bytes)} (${how})`,
      remedy: `reindex index concurrently ${dialects.postgres.quotedTable(name)}`,
      expected: `${megabytes(wasted)} less to keep in memory`,
    }),
  ];
}

/** Bytes of a page that keys can use: without its head and the end that b-trees keep (bufpage.h, nbtree.h of PostgreSQL). */
const pageBytes = 8192;
const usableBytes = pageBytes - 24 - 16;
const fillFactor = 0.9;
const tupleHeadBytes = 8;
const pointerBytes = 4;
const alignment = 8;
/** Inner pages beside the leaves, and the first page. */
const innerShare = 1.02;

/** What a b-tree of so many keys of this width takes when it is built; equal keys share room, so it may be less. */
export function neededBytes(rows: number, keyBytes: number): number {
  const tuple = Math.ceil((tupleHeadBytes + keyBytes) / alignment) * alignment + pointerBytes;
  const perPage = Math.max(2, Math.floor((usableBytes * fillFactor) / tuple));
  return (Math.ceil((rows / perPage) * innerShare) + 1) * pageBytes;
}
