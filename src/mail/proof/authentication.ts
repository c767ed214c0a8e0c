import type { MethodAnswer, Settled } from '../authentication/authentication.ts';
import { point, type ProofPoint, type ProofState, type Rule, some } from './point.ts';
import type { ProofInput } from './proof-input.ts';

const rules = {
  spf: { id: 'spf', title: 'SPF passes', source: 'RFC 7208 section 2.6' },
  dkim: { id: 'dkim', title: 'DKIM passes', source: 'RFC 6376 section 6' },
  dmarc: { id: 'dmarc', title: 'DMARC passes', source: 'RFC 9989 section 5.3' },
  alignment: { id: 'alignment', title: 'From is aligned', source: 'RFC 9989 section 4.4' },
  agreement: { id: 'agreement', title: 'Judges agree', source: null },
  encryption: { id: 'encryption', title: 'Handed over with TLS', source: 'RFC 3207' },
} as const satisfies Readonly<Record<string, Rule>>;

/** MAIL-4, MAIL-5: what the receiver decided, what the library says, and our reason beside it. */
export function proveAuthentication({ authentication, head }: ProofInput): readonly ProofPoint[] {
  const { spf, dkim, dmarc, isAligned, disagreements, notes } = authentication;
  const because = (method: MethodAnswer['method']): string => reasonOf(authentication.opinions, method);
  // One of SPF and DKIM may fail as long as the other carries the From domain (RFC 9989 section 5.3).
  const lenient = dmarc === 'pass' ? 'advice' : 'broken';
  return [
    point(rules.spf, stateOf(spf, lenient), because('spf') || (notes[0] ?? 'nobody said')),
    point(rules.dkim, stateOf(dkim, lenient), because('dkim') || 'the mail carries no signature'),
    point(rules.dmarc, stateOf(dmarc, 'broken'), because('dmarc') || 'nobody said'),
    alignment(
      isAligned,
      authentication.signatures.map(({ domain }) => domain),
    ),
    point(
      rules.agreement,
      disagreements.length === 0 ? 'holds' : 'advice',
      disagreements.length === 0
        ? `${authentication.opinions.length} opinions, no contradiction`
        : disagreements.join('; '),
    ),
    ...(head.handover === null ? [] : [encryption(head.handover.tls)]),
  ];
}

function stateOf(settled: Settled, whenBad: ProofState): ProofState {
  if (settled === 'pass') return 'holds';
  return settled === 'unknown' ? 'unknown' : whenBad;
}

/** Our own words first: they name the record and the section; then the others'. */
function reasonOf(
  opinions: readonly { readonly by: string; readonly answers: readonly MethodAnswer[] }[],
  method: MethodAnswer['method'],
): string {
  const said = opinions.toReversed().flatMap(({ by, answers }) =>
    answers
      .filter((one) => one.method === method)
      .map(({ result, domain, selector, reason }) => {
        const of =
          domain === null ? '' : ` for ${selector === null ? '' : `${selector}._domainkey.`}${domain}`;
        return `${by}: ${result}${of}${reason === '' ? '' : ` (${reason})`}`;
      }),
  );
  return some(said, 3);
}

function alignment(isAligned: boolean | null, signers: readonly string[]): ProofPoint {
  if (isAligned === null)
    return point(rules.alignment, 'unknown', 'nothing that passed is known to be aligned');
  return isAligned
    ? point(rules.alignment, 'holds', 'what passed belongs to the From domain')
    : point(
        rules.alignment,
        'broken',
        `nothing that passed belongs to the From domain; signed by ${some(signers) || 'nobody'}`,
      );
}

const encryption = (tls: string | null): ProofPoint =>
  tls === null
    ? point(rules.encryption, 'advice', 'the sender did not use TLS')
    : point(rules.encryption, 'holds', tls);
