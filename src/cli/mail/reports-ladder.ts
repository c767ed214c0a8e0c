import type { DomainReport } from '../../mail/reports/document.ts';
import { lines, note, table, type Evidence } from '../../model/evidence.ts';
import type { PageSection } from '../../model/sections.ts';
import { countOf, dayText } from './reports-words.ts';

const states = { held: '● held', allowed: '▲ allowed now', blocked: '○ not yet' } as const;

/** None, quarantine, reject: where the domain stands, what is missing, and the exact record. */
export function ladderSection(domain: DomainReport): PageSection {
  const { ladder, published } = domain;
  const isTop = ladder.steps.every(({ state }) => state === 'held');
  return {
    id: 'ladder',
    title: 'The way to reject',
    hint: `judged on ${countOf(ladder.messages, 'mail')} since ${dayText(ladder.since)}, reports of ${countOf(ladder.days, 'day')}`,
    evidence: [
      lines(`Published now ${originText(published)}`, [published.record ?? 'no DMARC record']),
      table(
        'Steps',
        ['Policy', 'State'],
        ladder.steps.map(({ policy, state }) => [`p=${policy}`, states[state]]),
      ),
      ...ladder.steps
        .filter(({ policy, missing }) => missing.length > 0 && policy === ladder.next)
        .map(({ policy, missing }) => lines(`Missing for p=${policy}`, missing)),
      ...(isTop ? [note('Nothing above this: keep reading the reports.')] : nextEvidence(domain)),
      ...ladder.notes.map((text) => note(`Note: ${text}.`)),
    ],
  };
}

function originText({ from, problem }: DomainReport['published']): string {
  const why = problem === null ? '' : `: ${problem}`;
  if (from === 'reports')
    return `(as the newest report tells; DNS ${problem === null ? 'was not asked' : `did not tell${why}`})`;
  return from === 'given' ? '(as given)' : '(DNS)';
}

function nextEvidence({ domain, ladder }: DomainReport): readonly Evidence[] {
  const { isReady, next, record, rehearsal } = ladder;
  if (!isReady)
    return [
      lines(`When nothing is missing any more, publish for p=${next} as TXT at _dmarc.${domain}`, [record]),
    ];
  const first = lines(`Publish as TXT at _dmarc.${domain}`, [record]);
  if (rehearsal === null) return [first];
  return [
    first,
    lines(
      'Or announce it for a week before: t=y tells RFC 9989 receivers to apply one step less, pct=0 tells RFC 7489 receivers the same',
      [rehearsal],
    ),
  ];
}
