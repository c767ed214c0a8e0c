import type { DnsAnswer } from '../dns-answer.ts';
import { type BlockList, blockLists, readListing } from '../dnsbl.ts';

export interface AskedList {
  readonly zone: string;
  readonly test: DnsAnswer;
  readonly entries: readonly { readonly subject: string; readonly answer: DnsAnswer }[];
}

export interface ListReading {
  readonly list: BlockList;
  readonly hits: readonly { readonly subject: string; readonly codes: readonly string[] }[];
  /** Why the list proves nothing here; null when it answers us. */
  readonly why: string | null;
}

/** A list counts only when its test entry is listed (RFC 5782 section 5) and no answer is a refusal. */
export function readList(asked: AskedList): ListReading {
  const list = blockLists.find(({ zone }) => zone === asked.zone) ?? unknownList(asked.zone);
  const test = readListing(list, asked.test.values);
  if (asked.test.status === 'failure') return { list, hits: [], why: asked.test.reason ?? 'no answer' };
  if (test.state === 'unknown') return { list, hits: [], why: test.why };
  if (test.state === 'clear') return { list, hits: [], why: 'its test entry is missing' };
  const readings = asked.entries.map(({ subject, answer }) => ({
    subject,
    answer,
    listing: readListing(list, answer.values),
  }));
  const hits = readings.flatMap(({ subject, listing }) =>
    listing.state === 'listed' ? [{ subject, codes: listing.codes }] : [],
  );
  const failed = readings.find(({ answer }) => answer.status === 'failure');
  const refused = readings.find(({ listing }) => listing.state === 'unknown');
  const why = refused?.listing.state === 'unknown' ? refused.listing.why : (failed?.answer.reason ?? null);
  return { list, hits, why };
}

const unknownList = (zone: string): BlockList => ({
  zone,
  name: zone,
  kind: 'domain',
  refusals: [],
  needsOwnResolver: false,
  removal: `https://${zone}/`,
});
