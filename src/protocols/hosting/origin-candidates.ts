import { canonicalAddress } from '../dns/address.ts';
import { canonicalIp, specialUse } from './networks-of.ts';
import { recogniseAddress } from './recognise.ts';

export interface OriginCandidate {
  readonly address: string;
  readonly from: 'manifest' | 'mail headers';
}

const maxHeaders = 64 * 1024;
const maxCandidates = 8;
/** Fields in which servers leave the address a message came from (RFC 5321 section 4.4; the others are customs). */
const telling =
  /^(?:received|x-originating-ip|x-sender-ip|x-source-ip|x-php-originating-script|x-mailer-host|x-remote-ip):/i;
const address = /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7})(?![\w.:])/gi;

/** Public addresses in the header of a message the product sent; those of known networks and of nobody are left out. */
export function addressesInHeaders(text: string): readonly string[] {
  const unfolded = text.slice(0, maxHeaders).replaceAll(/\r?\n[ \t]+/g, ' ');
  const lines = unfolded.split(/\r?\n/).filter((line) => telling.test(line));
  const found = lines.flatMap((line) => line.match(address) ?? []).map(canonicalIp);
  return [...new Set(found)].filter(isCandidate).slice(0, maxCandidates);
}

const isCandidate = (text: string): boolean =>
  canonicalAddress(text) !== null && specialUse(text) === null && recogniseAddress(text)?.isProxy !== true;

/**
 * Where the origin may stand: what the owner declared, and what a message gives away. Nothing is guessed and nothing is
 * scanned; addresses the name itself leads to are no secret and left out.
 */
export function originCandidates(input: {
  readonly declared: readonly string[];
  readonly mailHeaders: string | null;
  readonly inDns: readonly string[];
}): readonly OriginCandidate[] {
  const known = new Set(input.inDns.map(canonicalIp));
  const declared = input.declared.map(canonicalIp).filter((text) => canonicalAddress(text) !== null);
  const all = [
    ...declared
      .filter((text) => recogniseAddress(text)?.isProxy !== true)
      .map((text) => ({ address: text, from: 'manifest' as const })),
    ...addressesInHeaders(input.mailHeaders ?? '').map((text) => ({
      address: text,
      from: 'mail headers' as const,
    })),
  ].filter((candidate) => !known.has(candidate.address));
  return [...new Map(all.toReversed().map((each) => [each.address, each])).values()].slice(0, maxCandidates);
}
