import type { DnsMessage, DnsQuestion, DnsRecord } from '../../model/outside-dns.ts';

/** A response without content, to be filled with `{ ...emptyMessage(question), answers }`. */
export const emptyMessage = (question: DnsQuestion | null): DnsMessage => ({
  rcode: 'NOERROR',
  isAuthoritative: false,
  isTruncated: false,
  isRecursionAvailable: false,
  isAuthenticated: false,
  question,
  answers: [],
  authorities: [],
  additionals: [],
  edns: null,
  sizeBytes: 0,
});

/** The records of one owner and type (an RRset when they come from one section). */
export const recordsOf = (section: readonly DnsRecord[], name: string, type: string): readonly DnsRecord[] =>
  section.filter((record) => record.type === type && record.name === name);
