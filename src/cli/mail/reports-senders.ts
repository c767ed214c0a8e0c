import type { DomainReport } from '../../mail/reports/document.ts';
import { lines, table, type Evidence } from '../../model/evidence.ts';
import type { PageSection } from '../../model/sections.ts';
import { countOf, countText, shareText } from './reports-words.ts';

type Sender = DomainReport['senders'][number];

const words: Readonly<Record<Sender['kind'], string>> = {
  ours: '● yours',
  unaligned: '▲ not as you',
  forwarder: '○ passes on',
  stranger: '■ forged',
};

/** Who sends with the domain in From: yours first, then services that are not set up, forwarders, forgers. */
export function sendersSection(
  domain: DomainReport,
  { isVerbose }: { readonly isVerbose: boolean },
): PageSection {
  const { senders } = domain;
  const forgers = senders.filter(({ kind }) => kind === 'stranger');
  const shown = isVerbose
    ? senders
    : [...senders.filter(({ kind }) => kind !== 'stranger'), ...forgers.slice(0, 5)];
  return {
    id: 'senders',
    title: `Who sends as ${domain.domain}`,
    hint: `${countOf(domain.messages, 'mail')} in ${countOf(domain.reports, 'report')} by ${countOf(domain.reporters.length, 'receiver')}`,
    evidence: [
      table(
        'Senders',
        ['Source', 'Is', 'Mails', 'Pass', 'By DKIM', 'By SPF', 'Failing', 'Refused'],
        [...shown.map(rowOf), ...restRow(domain, shown)],
      ),
      ...selectorsOf(senders),
      ...adviceOf(shown),
      ...(isVerbose ? [addressesOf(shown)] : []),
    ],
  };
}

/** What is not listed, summed up, so that the column adds up. */
function restRow(domain: DomainReport, shown: readonly Sender[]): readonly (readonly string[])[] {
  const sources = domain.senders.length - shown.length + domain.moreSenders;
  if (sources === 0) return [];
  const rest = (field: 'messages' | 'passing' | 'refused'): number =>
    domain.senders.reduce((sum, one) => sum + one[field], 0) -
    shown.reduce((sum, one) => sum + one[field], 0);
  const messages = domain.messages - shown.reduce((sum, one) => sum + one.messages, 0);
  const name = `${countText(sources)} more sources (--verbose)`;
  const failing = countText(messages - rest('passing'));
  return [
    [
      name,
      words.stranger,
      countText(messages),
      shareText(rest('passing'), messages),
      '',
      '',
      failing,
      countText(rest('refused')),
    ],
  ];
}

const rowOf = (sender: Sender): readonly string[] => [
  sender.source,
  words[sender.kind],
  countText(sender.messages),
  shareText(sender.passing, sender.messages),
  shareText(sender.dkimAligned, sender.messages),
  shareText(sender.spfAligned, sender.messages),
  countText(sender.failing + sender.spoofed),
  countText(sender.refused),
];

/** Keys in use, which nobody can list from DNS: declared in launch.yaml, an audit judges each of them. */
function selectorsOf(senders: readonly Sender[]): readonly Evidence[] {
  const used = senders.filter(({ kind, selectors }) => kind === 'ours' && selectors.length > 0);
  if (used.length === 0) return [];
  const texts = used.slice(0, maxAdvice).map(({ source, selectors }) => `${source}: ${selectors.join(', ')}`);
  return [
    lines(
      'DKIM selectors in use; declare them below mail.senders, so that an audit can judge their keys',
      texts,
    ),
  ];
}

const maxAdvice = 20;

function adviceOf(senders: readonly Sender[]): readonly Evidence[] {
  const mine = senders.filter(({ todo, kind }) => todo !== null && kind !== 'stranger').slice(0, maxAdvice);
  return mine.map(({ source, todo, records }) =>
    lines(
      `${source}: ${todo ?? ''}`,
      records.map(({ type, host, value }) => `${host} ${type} ${value}`),
    ),
  );
}

const addressesOf = (senders: readonly Sender[]): Evidence =>
  table(
    'Addresses, busiest first',
    ['Source', 'Address', 'Reverse name', 'Mails'],
    senders.flatMap(({ source, addresses }) =>
      addresses
        .slice(0, 5)
        .map(({ address, host, messages }) => [source, address, host ?? '-', countText(messages)]),
    ),
  );
