import { unixMs } from '../../model/brand.ts';
import type { Sample } from '../../model/monitor.ts';
import { fromBody, storable, storableOrNull, toBody } from './text.ts';
import type { SampleRow } from './tables.ts';

export const rowOfSample = (sample: Sample): SampleRow => ({
  monitor: storable(sample.monitor),
  at: Math.floor(sample.at),
  region: storable(sample.region),
  outcome: sample.outcome,
  total_ms: sample.totalMs,
  dns_ms: sample.phases.dnsMs,
  connect_ms: sample.phases.connectMs,
  tls_ms: sample.phases.tlsMs,
  first_byte_ms: sample.phases.firstByteMs,
  body_ms: sample.phases.bodyMs,
  layer: sample.layer,
  code: storableOrNull(sample.code),
  message: storable(sample.message),
  address: storableOrNull(sample.address),
  is_resumed: sample.isResumed ? 1 : 0,
  lag_ms: sample.lagMs,
  evidence: sample.evidence.length === 0 ? null : toBody(sample.evidence),
});

export const sampleOfRow = (row: SampleRow): Sample => ({
  monitor: row.monitor,
  region: row.region,
  at: unixMs(row.at),
  outcome: asWritten<Sample['outcome']>(row.outcome),
  totalMs: row.total_ms,
  phases: {
    dnsMs: row.dns_ms,
    connectMs: row.connect_ms,
    tlsMs: row.tls_ms,
    firstByteMs: row.first_byte_ms,
    bodyMs: row.body_ms,
  },
  layer: row.layer === null ? null : asWritten<NonNullable<Sample['layer']>>(row.layer),
  code: row.code,
  message: row.message,
  address: row.address,
  isResumed: row.is_resumed === 1,
  lagMs: row.lag_ms,
  evidence: row.evidence === null ? [] : fromBody<readonly string[]>(row.evidence),
});

/** The column was written from a value of this type. */
export const asWritten = <T extends string>(text: string): T => text as T;

export const sampleKey = (row: SampleRow): string => `${row.monitor}\0${row.region}\0${row.at}`;
