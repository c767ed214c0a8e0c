import { table, type Evidence } from '../../model/evidence.ts';
import type { Comparison } from '../../model/comparison.ts';
import type { Finding } from '../../model/finding.ts';
import type { LaunchVerdict, Report } from '../../model/report.ts';
import type { SectionedPage } from '../../model/sections.ts';
import type { Sprint } from '../../model/sprint.ts';
import { plural } from '../../model/words.ts';
import { cleaned } from '../handover/clean.ts';
import { momentText, verdictShapes } from '../words.ts';

export interface ClientMaterial {
  readonly sprint: Sprint;
  readonly start: Report;
  readonly now: Report;
  readonly comparison: Comparison;
  /** Points of 100 before and after, by the readiness formula. */
  readonly readiness: { readonly before: number; readonly after: number };
}

/** What the client paid for: the state before and after, what was fixed with its proof, what stays open and why. */
export const sprintClientPage = (material: ClientMaterial): SectionedPage => cleaned(pageOf(material));

function pageOf(material: ClientMaterial): SectionedPage {
  const { sprint, start, now, comparison, readiness } = material;
  return {
    title: `What the sprint changed for ${sprint.product}`,
    subject: `${sprint.domain}, before ${momentText(start.judgedAt)}, after ${momentText(now.judgedAt)}`,
    state: { ship: 'ok', 'ship with fixes': 'warn', pause: 'bad', 'could not look': 'unknown' }[
      now.verdict
    ] as SectionedPage['state'],
    headline: `${words[start.verdict]} before, ${words[now.verdict].toLowerCase()} now: ${plural(comparison.fixed.length, 'finding')} fixed, ${now.findings.length} open`,
    numbers: [
      { name: 'readiness of 100, before and after', value: `${readiness.before} → ${readiness.after}` },
      { name: 'blockers, before and after', value: `${start.counts.blocker} → ${now.counts.blocker}` },
      { name: 'fixed', value: String(comparison.fixed.length) },
    ],
    sections: [
      {
        id: 'before-after',
        title: 'Before and after',
        hint: 'Measured from outside, both times with the same checks.',
        evidence: [beforeAfter(start, now)],
      },
      {
        id: 'fixed',
        title: 'Fixed',
        hint: 'Run the command to see it yourself.',
        evidence: fixedTable(comparison.fixed),
      },
      {
        id: 'open',
        title: 'Still open',
        hint: 'In the order in which it costs money.',
        evidence: openTable(material),
      },
      {
        id: 'appeared',
        title: 'Appeared during the sprint',
        hint: 'Not there, or not looked at, when it began.',
        evidence: plainTable('Appeared', [...comparison.regressed, ...comparison.appeared]),
      },
      {
        id: 'accepted',
        title: 'Accepted risks',
        hint: 'Somebody signed for these.',
        evidence: acceptedTable(now.waived),
      },
      {
        id: 'unclear',
        title: 'No longer measurable',
        hint: 'Not counted as fixed.',
        evidence: plainTable('No longer measurable', comparison.unclear),
      },
    ].filter(({ evidence }) => evidence.length > 0),
    footer: [
      `Facts ${start.digests.facts.slice(0, 12)} and ${now.digests.facts.slice(0, 12)}. ${now.tool.name} ${now.tool.version}.`,
    ],
  };
}

const words: Readonly<Record<LaunchVerdict, string>> = {
  ship: 'Ready to sell on',
  'ship with fixes': 'Sellable with known faults',
  pause: 'Not ready',
  'could not look': 'Not known',
};

const beforeAfter = (start: Report, now: Report): Evidence =>
  table(
    'Before and after',
    ['what', 'before', 'after'],
    [
      [
        'verdict',
        `${verdictShapes[start.verdict]} ${start.verdict}`,
        `${verdictShapes[now.verdict]} ${now.verdict}`,
      ],
      ...(['blocker', 'high', 'medium', 'low', 'unknown', 'passed'] as const).map((each) => [
        each,
        String(start.counts[each]),
        String(now.counts[each]),
      ]),
    ],
  );

/** The report goes to many hands: cells lose the names of mail addresses. */
const shared: typeof table = (title, columns, rows) => table(title, columns, rows);

const named = ({ title, target }: Finding): readonly [string, string] => [title, target.name];

function fixedTable(fixed: readonly Finding[]): readonly Evidence[] {
  if (fixed.length === 0) return [];
  return [
    shared(
      'Fixed',
      ['what was wrong', 'where', 'why it mattered', 'proof'],
      fixed.map((finding) => [...named(finding), finding.why, finding.reproduce]),
    ),
  ];
}

function openTable({ now, sprint }: ClientMaterial): readonly Evidence[] {
  if (now.findings.length === 0) return [];
  const reasons = new Map(sprint.deferred.map(({ finding, reason }) => [finding, `deferred: ${reason}`]));
  return [
    shared(
      'Still open',
      ['what', 'where', 'severity', 'state', 'next step'],
      now.findings.map((finding) => [
        ...named(finding),
        finding.severity,
        reasons.get(finding.fingerprint) ?? 'planned, not done',
        finding.fix,
      ]),
    ),
  ];
}

const acceptedTable = (waived: readonly Finding[]): readonly Evidence[] =>
  waived.length === 0
    ? []
    : [
        shared(
          'Accepted',
          ['what', 'where', 'why', 'by', 'until'],
          waived.map((finding) => [
            ...named(finding),
            finding.waiver?.reason ?? '',
            finding.waiver?.owner ?? '',
            finding.waiver?.until ?? '',
          ]),
        ),
      ];

const plainTable = (title: string, findings: readonly Finding[]): readonly Evidence[] =>
  findings.length === 0
    ? []
    : [
        shared(
          title,
          ['what', 'where', 'severity'],
          findings.map((finding) => [...named(finding), finding.severity]),
        ),
      ];
