import type { ReviewedRoute } from '../../db/review.ts';
import { ms } from '../../load/verdict.ts';
import type { DbFinding, IndexGain } from '../../protocols/database/finding.ts';
import { megabytes } from '../../model/words.ts';
import { inertLine } from '../../report/inert.ts';
import type { Palette } from '../../report/terminal/palette.ts';
import type { DbDocument } from './document.ts';

const marks = { good: '✓', failed: '✗', unknown: '?' } as const;
const colours = { good: 'ok', failed: 'bad', unknown: 'warn' } as const;
const severities = { high: 'bad', medium: 'warn', low: 'muted' } as const;
const maxQuery = 300;

/** Answer first, then a row for each route, then what to mend: now and later, worst first. */
export function renderDbTerminal(document: DbDocument, palette: Palette): string {
  const { server, findings } = document;
  const about = `${server.product} ${server.version}, ${server.tables} tables, ${megabytes(server.bytes)}${server.isReplica ? ', a read replica' : ''}`;
  return [
    palette[colours[document.verdict]](
      palette.strong(`${marks[document.verdict]} ${inertLine(document.headline)}`),
    ),
    palette.muted(`  ${inertLine(document.product)}: ${inertLine(about)}`),
    '',
    ...routeTable(document.routes, palette),
    ...part(
      'Now (changes no answer):',
      findings.filter(({ when }) => when === 'now'),
      palette,
    ),
    ...part(
      'Later (needs a change of code or schema):',
      findings.filter(({ when }) => when === 'later'),
      palette,
    ),
    ...[
      ...document.notLookedAt.map((each) => `Not looked at: ${each}`),
      ...document.notes,
      ...document.notAsked.map((each) => `Not asked: ${each}.`),
    ].map((note) => palette.muted(`  ${inertLine(note)}`)),
    '',
  ].join('\n');
}

function routeTable(routes: readonly ReviewedRoute[], palette: Palette): readonly string[] {
  if (routes.length === 0) return [];
  const head = `  ${'route'.padEnd(30)}${'queries'.padStart(9)}${'database'.padStart(12)}${'in all'.padStart(12)}`;
  const rows = routes.map(
    ({ id, queries, databaseMs, tookMs }) =>
      `  ${inertLine(id).slice(0, 29).padEnd(30)}${String(queries).padStart(9)}${ms(databaseMs).padStart(12)}${ms(tookMs).padStart(12)}`,
  );
  return [palette.muted(head), ...rows, ''];
}

const part = (title: string, findings: readonly DbFinding[], palette: Palette): readonly string[] =>
  findings.length === 0
    ? []
    : [palette.strong(title), ...findings.flatMap((each) => lines(each, palette)), ''];

function lines(finding: DbFinding, palette: Palette): readonly string[] {
  const { severity, title, route, found, query, why, remedy, gain, expected } = finding;
  const paint = palette[severities[severity]];
  return [
    `${paint(severity.padEnd(6))} ${title}${route === null ? '' : `, ${inertLine(route)}`}`,
    `       ${inertLine(found)}. ${why}`,
    ...(query === null ? [] : [palette.muted(`       ${inertLine(brief(query))}`)]),
    `       ${inertLine(remedy)}`,
    ...(gain === null ? [] : [`       ${gainLine(gain)}`]),
    ...(expected === null ? [] : [`       Expected: ${inertLine(expected)}`]),
  ];
}

const brief = (query: string): string => {
  const line = query.replaceAll(/\s+/g, ' ').trim();
  return line.length > maxQuery ? `${line.slice(0, maxQuery)}…` : line;
};

export function gainLine({
  by,
  costUnit,
  costBefore,
  costAfter,
  msBefore,
  msAfter,
  indexBytes,
}: IndexGain): string {
  const times = (before: number, after: number): string =>
    `${(before / Math.max(after, 1e-6)).toFixed(1)} times`;
  const figures = `${Math.round(costBefore)} to ${Math.round(costAfter)}`;
  const cost = `${costUnit === 'rows' ? `rows to read ${figures}` : `planned cost ${figures}`} (${times(costBefore, costAfter)} less)`;
  const measured =
    msBefore === null || msAfter === null
      ? ''
      : `, measured ${ms(msBefore)} to ${ms(msAfter)} (${times(msBefore, msAfter)} quicker)`;
  const size = indexBytes === null ? '' : `; the index takes ${megabytes(indexBytes)}`;
  return `Gain, ${by === 'copy' ? 'built on a copy' : 'with a hypothetical index'}: ${cost}${measured}${size}`;
}
