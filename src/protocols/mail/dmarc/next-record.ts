import { parseTagList } from '../tag-list.ts';
import type { DmarcPolicy, DmarcRecord } from './record.ts';

const obsolete = new Set(['pct', 'rf', 'ri']);
const written = new Set(['v', 'p', 't']);

export interface WantedRecord {
  readonly p: DmarcPolicy;
  /** Mail address for aggregate reports; used only when the record names none. */
  readonly reportAddress: string;
  /** With `t=y` and, for RFC 7489 receivers, `pct=0`. */
  readonly isRehearsal?: boolean;
}

/** The present record with another policy: other tags stay in order, obsolete ones go, `p` follows `v` for older receivers. */
export function dmarcRecordWith(record: DmarcRecord | null, wanted: WantedRecord): string {
  const tags = record === null ? [] : parseTagList(record.text).tags;
  const kept = tags.filter(
    ({ name }) => !obsolete.has(name.toLowerCase()) && !written.has(name.toLowerCase()),
  );
  const rua = record !== null && record.rua.length > 0 ? [] : [`rua=mailto:${wanted.reportAddress}`];
  const others = kept.filter(({ name }) => rua.length === 0 || name.toLowerCase() !== 'rua');
  return [
    'v=DMARC1',
    `p=${wanted.p}`,
    ...(wanted.isRehearsal === true ? ['t=y', 'pct=0'] : []),
    ...others.map(({ name, value }) => `${name}=${value}`),
    ...rua,
  ].join('; ');
}
