import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';

export type SprintChoice =
  | 'security rescue'
  | 'fix the product first'
  | 'do it yourself'
  | 'launch ready sprint'
  | 'performance sprint'
  | 'AI safety sprint'
  | 'split in two'
  | 'nothing to do';

export interface SprintAdvice {
  readonly schema: 'launch-ready/sprint@1';
  readonly choice: SprintChoice;
  readonly because: readonly string[];
  readonly hours: number;
  readonly fits: readonly string[];
  readonly deferred: readonly { readonly title: string; readonly reason: string }[];
  /** What would change the answer. */
  readonly wouldChange: string;
  readonly access: readonly string[];
}

const hoursOfYourself = 4;
const hoursOfSprint = 16;

/** A fixed decision table over the findings: first row that holds wins. Same report, same answer. */
export function pickSprint(report: Report): SprintAdvice {
  const urgent = report.findings.filter((each) => each.severity === 'blocker' || each.severity === 'high');
  const hours = Math.round(urgent.reduce((sum, each) => sum + each.effortMinutes, 0) / 6) / 10;
  const row = rows.find((each) => each.holds({ report, urgent, hours })) ?? rows[rows.length - 1];
  return {
    schema: 'launch-ready/sprint@1',
    choice: row?.choice ?? 'nothing to do',
    because: row?.because({ report, urgent, hours }) ?? [],
    hours,
    fits: report.plan.slots.flatMap((slot) => slot.tasks.map((task) => `day ${slot.day}: ${task.title}`)),
    deferred: report.plan.deferred.map((each) => ({ title: each.title, reason: each.reason })),
    wouldChange: row?.wouldChange ?? '',
    access: accessFor(urgent),
  };
}

interface Situation {
  readonly report: Report;
  readonly urgent: readonly Finding[];
  readonly hours: number;
}
interface Row {
  readonly choice: SprintChoice;
  readonly holds: (situation: Situation) => boolean;
  readonly because: (situation: Situation) => readonly string[];
  readonly wouldChange: string;
}

const inThemes = (findings: readonly Finding[], themes: readonly string[]): readonly Finding[] =>
  findings.filter((each) => themes.includes(each.check.split('/')[0] ?? ''));
const titles = (findings: readonly Finding[]): readonly string[] =>
  findings.slice(0, 3).map((each) => `${each.title} (${each.target.name})`);
const exposed = ({ urgent }: Situation): readonly Finding[] =>
  inThemes(urgent, ['secrets', 'exposure']).filter((each) => each.severity === 'blocker');

const rows: readonly Row[] = [
  {
    choice: 'security rescue',
    holds: (situation) => exposed(situation).length > 0,
    because: (situation) => titles(exposed(situation)),
    wouldChange: 'Once the exposed secret is rotated or the door is closed, run this again.',
  },
  {
    choice: 'fix the product first',
    holds: ({ urgent }) => inThemes(urgent, ['journeys']).some((each) => each.severity === 'blocker'),
    because: ({ urgent }) => titles(inThemes(urgent, ['journeys'])),
    wouldChange: 'When the core journey works once by hand, a launch sprint makes sense.',
  },
  {
    choice: 'AI safety sprint',
    holds: ({ urgent }) => inThemes(urgent, ['assistant']).length > 0,
    because: ({ urgent }) => titles(inThemes(urgent, ['assistant'])),
    wouldChange: 'An assistant that passes its evaluation, or is switched off for the launch.',
  },
  {
    choice: 'performance sprint',
    holds: ({ urgent }) => urgent.length > 0 && inThemes(urgent, ['performance']).length * 2 > urgent.length,
    because: ({ urgent }) => titles(inThemes(urgent, ['performance'])),
    wouldChange: 'When at least half of the key routes hold their budget, the rest is a launch sprint.',
  },
  {
    choice: 'nothing to do',
    holds: ({ urgent, report }) => urgent.length === 0 && report.verdict !== 'could not look',
    because: ({ report }) => [report.headline],
    wouldChange: 'A new blocker or high finding.',
  },
  {
    choice: 'split in two',
    holds: ({ hours }) => hours > hoursOfSprint,
    because: ({ hours }) => [`${hours} hours of urgent work do not fit 48 hours with proof and handover`],
    wouldChange: 'Accepting or fixing enough of it that 16 hours remain.',
  },
  {
    choice: 'do it yourself',
    holds: ({ hours, urgent }) => hours < hoursOfYourself && urgent.every((each) => each.fixes.length > 0),
    because: ({ hours }) => [`${hours} hours, and every urgent finding has an automatic fix`],
    wouldChange: 'A finding that needs judgement, or more than 4 hours of work.',
  },
  {
    choice: 'launch ready sprint',
    holds: () => true,
    because: ({ hours, urgent }) => [`${urgent.length} urgent findings, about ${hours} hours`],
    wouldChange: 'Under 4 hours with automatic fixes: do it yourself. Over 16: split.',
  },
];

const accessByTheme: Readonly<Record<string, string>> = {
  domain: 'registrar and DNS (or a scoped DNS token)',
  tls: 'web server or CDN',
  redirects: 'web server or CDN',
  headers: 'web server or CDN',
  cache: 'web server or CDN',
  mail: 'DNS and the mail service',
  secrets: 'repository and the services whose keys leaked',
  env: 'hosting project settings',
  deploy: 'hosting and CI',
  data: 'database, read-only',
};

const accessFor = (findings: readonly Finding[]): readonly string[] =>
  [...new Set(findings.flatMap((each) => accessByTheme[each.check.split('/')[0] ?? ''] ?? []))].toSorted();
