import type { DomainReport, MailReports } from '../../mail/reports/document.ts';
import { lines, note, table, type Evidence } from '../../model/evidence.ts';
import type { PageSection, SectionedPage } from '../../model/sections.ts';
import { ladderSection } from './reports-ladder.ts';
import { sendersSection } from './reports-senders.ts';
import { barText, countOf, countText, dayText, shareText } from './reports-words.ts';

export interface PageOptions {
  readonly isVerbose: boolean;
}

/** The document as a page: the answer, then per domain who sends, how it went over the weeks and the ladder; then TLS, failures, the rest. */
export function reportsPage(document: MailReports, options: PageOptions): SectionedPage {
  const { domains, totals } = document;
  const several = domains.length > 1;
  const failing = domains.reduce((sum, one) => sum + one.failing, 0);
  const isOpen = domains.some(isUnproven);
  const tlsFailures = document.tls.reduce((sum, one) => sum + one.failures, 0);
  const isEmpty = totals.aggregate + totals.failure + totals.tls === 0;
  return {
    title: several ? 'Mail reports' : `Mail reports of ${domains[0]?.domain ?? 'nobody'}`,
    subject: subjectOf(document),
    state: isEmpty ? 'unknown' : failing > 0 || tlsFailures > 0 || isOpen ? 'warn' : 'ok',
    headline: isEmpty ? 'No report could be read' : headlineOf(document, failing, tlsFailures),
    numbers: numbersOf(domains),
    sections: [
      ...domains
        .slice(0, maxDomains)
        .flatMap((one, index) => domainSections(one, { index, several, ...options })),
      ...tlsSections(document),
      ...failureSections(document),
      ...restSections(document, options),
    ],
    footer: [
      `Made by ${document.tool.name} ${document.tool.version}. Reports are what receivers say they saw; nobody has to send any.`,
    ],
  };
}

/** Nothing passes: an unauthenticated sender of one's own looks exactly like a forger. */
export const isUnproven = ({ messages, passing }: DomainReport): boolean => messages > 0 && passing === 0;

/** Domains shown one by one; the JSON has all. */
const maxDomains = 20;

function subjectOf({ totals, read }: MailReports): string {
  const kinds = [
    countOf(totals.aggregate, 'DMARC report'),
    ...(totals.failure === 0 ? [] : [countOf(totals.failure, 'failure report')]),
    ...(totals.tls === 0 ? [] : [countOf(totals.tls, 'TLS report')]),
    ...(totals.duplicates === 0 ? [] : [`${countOf(totals.duplicates, 'duplicate')} counted once`]),
    ...(totals.refused === 0 ? [] : [`${countText(totals.refused)} refused`]),
    ...(totals.others === 0 ? [] : [`${countOf(totals.others, 'other mail')}`]),
  ];
  return `${read.join(', ').slice(0, 200)}: ${kinds.join(', ')}`;
}

function headlineOf({ domains, tls }: MailReports, failing: number, tlsFailures: number): string {
  const [first] = domains;
  if (first === undefined) {
    const sessions = tls.reduce((sum, one) => sum + one.successes + one.failures, 0);
    return tls.length === 0
      ? 'Failure reports only: aggregate reports show the whole picture'
      : `${countText(tlsFailures)} of ${countOf(sessions, 'TLS session')} failed`;
  }
  if (failing > 0) {
    const messages = domains.reduce((sum, one) => sum + one.messages, 0);
    return `${countText(failing)} of ${countOf(messages, 'mail')} of yours, or of services in your name, fail DMARC`;
  }
  if (isUnproven(first))
    return `None of ${countOf(first.messages, 'mail')} from ${first.domain} passes: forged, or your own mail is not authenticated yet`;
  if (first.ladder.steps.every(({ state }) => state === 'held'))
    return `All your mail passes, and ${first.domain} is at reject`;
  const forged = first.spoofed > 0 ? `, ${countText(first.spoofed)} were forged` : '';
  return first.ladder.isReady
    ? `All your mail passes${forged}: the evidence allows p=${first.ladder.next}`
    : `All your mail passes so far${forged}; p=${first.ladder.next} needs more evidence`;
}

function numbersOf(domains: readonly DomainReport[]): SectionedPage['numbers'] {
  const sum = (field: 'messages' | 'passing' | 'failing' | 'spoofed'): number =>
    domains.reduce((total, one) => total + one[field], 0);
  if (domains.length === 0) return [];
  return [
    { name: 'mails reported', value: countText(sum('messages')) },
    { name: `pass (${shareText(sum('passing'), sum('messages'))})`, value: countText(sum('passing')) },
    { name: 'of yours fail', value: countText(sum('failing')) },
    { name: 'forged', value: countText(sum('spoofed')) },
  ];
}

interface DomainOptions extends PageOptions {
  readonly index: number;
  readonly several: boolean;
}

function domainSections(domain: DomainReport, options: DomainOptions): readonly PageSection[] {
  const { index, several } = options;
  const of = several ? ` (${domain.domain})` : '';
  const sections = [
    sendersSection(domain, options),
    weeksSection(domain),
    ladderSection(domain),
    ...(options.isVerbose ? [reportersSection(domain)] : []),
  ];
  return sections.map((section) => ({
    ...section,
    id: `${section.id}-${index}`,
    title: `${section.title}${of}`,
  }));
}

function weeksSection({ weeks, begin, end, days }: DomainReport): PageSection {
  const largest = Math.max(...weeks.map(({ messages }) => messages));
  const rows = weeks.map((one) => [
    dayText(one.week * 86_400),
    countText(one.messages),
    barText(one.messages, largest),
    shareText(one.passing, one.messages),
    countText(one.failing),
    countText(one.forwarded),
    countText(one.spoofed),
  ]);
  return {
    id: 'weeks',
    title: 'Week by week',
    hint: `${dayText(begin)} to ${dayText(end)}, reports of ${countOf(days, 'day')}`,
    evidence: [
      table(
        'Weeks from Monday, UTC',
        ['Week', 'Mails', '', 'Pass', 'Yours failing', 'Passed on', 'Forged'],
        rows.slice(-26),
      ),
    ],
  };
}

const reportersSection = ({ reporters, forms }: DomainReport): PageSection => ({
  id: 'reporters',
  title: 'Who reported',
  hint: `${countOf(forms.rfc7489, 'report')} of the old form (RFC 7489), ${forms.rfc9990} of the new (RFC 9990)`,
  evidence: [
    table(
      'Reporters',
      ['Reporter', 'Mails'],
      reporters.map(({ name, messages }) => [name, countText(messages)]),
    ),
  ],
});

function tlsSections({ tls }: MailReports): readonly PageSection[] {
  return tls.slice(0, maxDomains).map((one, index) => ({
    id: `tls-${index}`,
    title: `TLS to the mail servers of ${one.domain}`,
    hint: `${countOf(one.reports, 'report')} from ${one.reporters.slice(0, 5).join(', ')}; policy ${one.policies.join(', ')}`,
    evidence: [
      note(
        `${countText(one.failures)} of ${countOf(one.successes + one.failures, 'session')} failed (${one.start.slice(0, 10)} to ${one.end.slice(0, 10)}).`,
      ),
      ...(one.problems.length === 0
        ? []
        : [
            table(
              'What went wrong',
              ['Result', 'Sessions', 'Mail servers'],
              one.problems.map(({ result, sessions, exchangers }) => [
                result,
                countText(sessions),
                exchangers.slice(0, 5).join(', '),
              ]),
            ),
            ...one.problems.map(({ result, meaning, todo }) => note(`${result}: ${meaning}. ${todo}`)),
          ]),
    ],
  }));
}

function failureSections({ failures }: MailReports): readonly PageSection[] {
  if (failures.length === 0) return [];
  return [
    {
      id: 'failures',
      title: 'Failure reports',
      hint: 'single mails that failed; subjects and bodies are never kept',
      evidence: [
        table(
          'Failures',
          ['Reports', 'Domain', 'Source', 'From', 'Envelope', 'Failed', 'Delivered'],
          failures.map((one) => [
            countText(one.reports),
            one.reportedDomain ?? '-',
            one.sourceIp ?? '-',
            one.from ?? '-',
            one.envelopeFrom ?? '-',
            one.authFailure ?? '-',
            one.deliveryResult ?? '-',
          ]),
        ),
      ],
    },
  ];
}

function restSections(
  { refused, notes, totals, domains }: MailReports,
  { isVerbose }: PageOptions,
): readonly PageSection[] {
  const shown = isVerbose ? refused : refused.slice(0, 10);
  const more = totals.refused - shown.length;
  const evidence: Evidence[] = [];
  if (shown.length > 0)
    evidence.push(
      lines('Refused, with the reason; everything else was read', [
        ...shown.map(({ origin, reason }) => `${origin}: ${reason}`),
        ...(more > 0 ? [`and ${countText(more)} more`] : []),
      ]),
    );
  const odd = isVerbose ? notes : notes.slice(0, 5);
  if (odd.length > 0) evidence.push(lines('Odd, and read all the same', odd));
  if (domains.length > maxDomains)
    evidence.push(note(`${domains.length - maxDomains} further domains: --json or --domain shows them.`));
  return evidence.length === 0 ? [] : [{ id: 'rest', title: 'Not read, or odd', hint: '', evidence }];
}
