import { type DkimVerdict, verifyDkim } from '../../protocols/mail/dkim/verify.ts';
import { type DmarcVerdict, evaluateDmarc } from '../../protocols/mail/dmarc/evaluate.ts';
import { domainOfAddress } from '../../protocols/mail/domain.ts';
import { evaluateSpf, type SpfVerdict } from '../../protocols/mail/spf/evaluate.ts';
import { type Asker, askThrough } from './asking.ts';
import type { MethodAnswer, Opinion } from './authentication.ts';
import type { Judged } from './by-library.ts';

export interface OwnInput extends Judged {
  /** Domain of the one From address; null when there is none or several. */
  readonly author: string | null;
  /** SPF domain the receiver passed, where the hand-over itself is not known. */
  readonly passedSpfDomain: string | null;
  readonly nowSeconds: number;
}
export interface OwnOpinion extends Opinion {
  readonly verdicts: readonly DkimVerdict[];
  readonly dmarc: DmarcVerdict | null;
  /** Domains SPF or DKIM vouches for. */
  readonly passedDomains: readonly string[];
}

/** Our own evaluators: they say what decided, in which record, by which section. */
export async function ownOpinion(input: OwnInput, asker: Asker): Promise<OwnOpinion> {
  const { bytes, handover, author, nowSeconds } = input;
  const verdicts = await askThrough(verifyDkim(bytes, nowSeconds), asker);
  const spf =
    handover === null
      ? null
      : await askThrough(
          evaluateSpf({ ip: handover.clientAddress, mailFrom: handover.mailFrom, helo: handover.helo }),
          asker,
        );
  const spfDomain =
    spf === null ? input.passedSpfDomain : spf.result === 'pass' ? spf.domain.toLowerCase() : null;
  const dkimDomains = verdicts.flatMap(({ result, domain }) =>
    result === 'pass' && domain !== null ? [domain] : [],
  );
  const dmarc =
    author === null ? null : await askThrough(evaluateDmarc({ author, spfDomain, dkimDomains }), asker);
  return {
    by: 'launch-ready',
    answers: [
      ...(spf === null ? [] : [spfAnswer(spf)]),
      ...verdicts.map(dkimAnswer),
      ...(dmarc === null || author === null ? [] : [dmarcAnswer(dmarc, author)]),
    ],
    verdicts,
    dmarc,
    passedDomains: [...(spfDomain === null ? [] : [spfDomain]), ...dkimDomains],
  };
}

const spfAnswer = (spf: SpfVerdict): MethodAnswer => ({
  method: 'spf',
  domain: spf.domain.toLowerCase(),
  selector: null,
  result: spf.result,
  reason: spfReason(spf),
});

function spfReason({ decidedBy, problem, result }: SpfVerdict): string {
  if (problem !== null) return `${problem.domain}: ${problem.message} (RFC 7208 section ${problem.section})`;
  if (decidedBy !== null) return `"${decidedBy.term}" in the record of ${decidedBy.domain} decides`;
  return result === 'none' ? 'no SPF record' : 'no term of the record matches';
}

const dkimAnswer = ({ result, reason, source, domain, selector }: DkimVerdict): MethodAnswer => ({
  method: 'dkim',
  domain,
  selector,
  result,
  reason: result === 'pass' ? reason : `${reason} (${source})`,
});

function dmarcAnswer({ result, discovery, spf, dkim }: DmarcVerdict, author: string): MethodAnswer {
  const aligned = [
    ...(spf === null ? [] : [{ ...spf, by: 'SPF' }]),
    ...dkim.map((one) => ({ ...one, by: 'DKIM' })),
  ]
    .filter(({ isAligned }) => isAligned)
    .map(({ by, domain }) => `${by} of ${domain}`);
  const policy =
    discovery.record === null
      ? 'no DMARC record'
      : `policy ${discovery.policy ?? 'none'} at ${discovery.at ?? author}`;
  const reason =
    aligned.length > 0
      ? `aligned: ${aligned.join(', ')}; ${policy}`
      : `nothing that passed is aligned with ${author}; ${policy}`;
  return { method: 'dmarc', domain: author, selector: null, result, reason };
}

/** For a From address as the header writes it. */
export const authorDomain = (from: readonly { readonly address: string }[]): string | null =>
  from.length === 1
    ? (domainOfAddress(from[0]?.address ?? '')
        ?.toLowerCase()
        .replace(/\.$/, '') ?? null)
    : null;
