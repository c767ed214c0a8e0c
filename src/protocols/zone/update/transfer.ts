import type { DnsRecord } from '../../../model/outside-dns.ts';
import { decodeMessage } from '../../dns/wire/decode.ts';
import { encodeQuery } from '../../dns/wire/encode.ts';
import type { TsigKey } from './tsig.ts';
import { TsigVerifier } from './tsig.ts';

export const transferLimits = { records: 200_000, messages: 10_000 } as const;

/** The question of a zone transfer (RFC 5936 section 2.1). */
export const transferQuestion = (id: number, zone: string): ReturnType<typeof encodeQuery> =>
  encodeQuery(id, { name: zone, type: 'AXFR' }, {});

export type TransferStep =
  | { readonly state: 'more' }
  | { readonly state: 'done'; readonly records: readonly DnsRecord[] }
  | { readonly state: 'failed'; readonly problem: string };

/**
 * Puts the messages of a zone transfer together (RFC 5936 section 2.2): it begins and ends with the SOA, and is true only when every
 * signature fits, the last message being signed.
 */
export class TransferReader {
  private readonly records: DnsRecord[] = [];
  private readonly expected: { readonly id: number; readonly zone: string };
  private readonly verifier: TsigVerifier | null;
  private messages = 0;
  constructor(
    expected: { readonly id: number; readonly zone: string },
    signature: { readonly key: TsigKey; readonly requestMac: Uint8Array } | null,
  ) {
    this.expected = expected;
    this.verifier = signature === null ? null : new TsigVerifier(signature.key, signature.requestMac);
  }

  read(bytes: Uint8Array, nowSeconds: number): TransferStep {
    const decoded = decodeMessage(bytes);
    if (!decoded.ok) return failed(`a message of the transfer is broken: ${decoded.problem}`);
    if (decoded.id !== this.expected.id || !decoded.isResponse)
      return failed('the server answered another question');
    const { rcode, answers } = decoded.message;
    const verified = this.verifier?.check(bytes, nowSeconds) ?? { ok: true };
    if (!verified.ok) return failed(verified.problem);
    if (rcode !== 'NOERROR') return failed(`the server does not hand out the zone (${rcode})`);
    this.messages += 1;
    if (
      this.messages > transferLimits.messages ||
      this.records.length + answers.length > transferLimits.records
    )
      return failed('the zone has over 200000 records');
    return this.add(answers);
  }

  private add(answers: readonly DnsRecord[]): TransferStep {
    for (const record of answers) {
      const isOwnSoa = record.type === 'SOA' && record.name === this.expected.zone;
      if (this.records.length === 0 && !isOwnSoa)
        return failed('the transfer does not begin with the SOA of the zone');
      if (isOwnSoa && this.records.length > 0) return this.finished();
      this.records.push(record);
    }
    return { state: 'more' };
  }

  private finished(): TransferStep {
    return this.verifier === null || this.verifier.isComplete
      ? { state: 'done', records: this.records }
      : failed('the last message of the transfer is not signed');
  }
}

const failed = (problem: string): TransferStep => ({ state: 'failed', problem });
