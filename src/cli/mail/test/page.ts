import { proofStates, type ProofPoint } from '../../../mail/proof/point.ts';
import {
  settlementOf,
  verdictOf,
  type Arrival,
  type MailCell,
  type MailRow,
  type MailTestResult,
} from '../../../mail/run/result.ts';
import { lines, note, table, type Evidence } from '../../../model/evidence.ts';
import { plural } from '../../../model/words.ts';
import type { PagePicture, PageSection, SectionedPage } from '../../../model/sections.ts';
import { headlineOf } from './document.ts';

export interface PageOptions {
  readonly isVerbose: boolean;
  readonly version: string;
}

const marks = { good: '●', weak: '▲', bad: '■', unknown: '○' } as const;
const stateWords = {
  broken: '■ broken',
  advice: '▲ better',
  unknown: '○ unknown',
  holds: '● holds',
  'not asked': '– not asked',
} as const;

/** The matrix first, then each mail with what needs work. */
export function mailTestPage(result: MailTestResult, options: PageOptions): SectionedPage {
  const verdict = verdictOf(result);
  const cells = result.mails.flatMap(({ cells: own }) => own);
  const isWeak = cells.some((cell) => settlementOf(cell) === 'weak');
  return {
    title: `Mails of ${result.product}`,
    subject: `${result.product}: ${plural(result.mails.length, 'mail')}, ${plural(result.inboxes.length, 'inbox', 'inboxes')}, ${secondsText(result.tookMs)}`,
    state: verdict === 'failed' ? 'bad' : verdict === 'could not look' ? 'unknown' : isWeak ? 'warn' : 'ok',
    headline: headlineOf(result),
    numbers: numbersOf(cells),
    sections: [
      matrix(result),
      ...inboxProblems(result),
      ...result.mails.flatMap((mail) => mailSection(mail, options)),
      ...others(result),
    ],
    footer: [
      `Made by launch-ready ${options.version}. Recipient addresses are shortened; confirm and unsubscribe links were not opened.`,
    ],
  };
}

function numbersOf(cells: readonly MailCell[]): SectionedPage['numbers'] {
  const arrivals = cells.flatMap(({ arrival }) => arrival ?? []);
  const slowest = Math.max(0, ...arrivals.map(({ afterMs }) => afterMs));
  return [
    {
      name: 'of the mails sent for arrived',
      value: `${arrivals.length}/${cells.filter(({ outcome }) => outcome !== 'could not look').length}`,
    },
    {
      name: 'lost or refused',
      value: String(cells.filter(({ outcome }) => outcome === 'missing' || outcome === 'not sent').length),
    },
    { name: 'in spam', value: String(arrivals.filter(({ folder }) => folder.kind === 'spam').length) },
    ...(arrivals.length === 0 ? [] : [{ name: 'the slowest', value: secondsText(slowest) }]),
  ];
}

function matrix({ mails, inboxes, limitSeconds }: MailTestResult): PageSection {
  const limit =
    limitSeconds === null ? 'the profile sets no time limit' : `at most ${limitSeconds} s by the profile`;
  return {
    id: 'matrix',
    title: 'Mail by inbox',
    hint: limit,
    evidence: [
      table(
        'Mail by inbox',
        ['Mail', ...inboxes.map(({ id, kind }) => (id === kind ? id : `${id} (${kind})`))],
        mails.map(({ id, cells }) => [id, ...cells.map(cellText)]),
      ),
    ],
  };
}

function cellText(cell: MailCell): string {
  const mark = marks[settlementOf(cell)];
  if (cell.arrival === null) return `${mark} ${cell.outcome}`;
  const { folder, afterMs, isLate, authentication } = cell.arrival;
  const place = folder.kind === 'inbox' ? 'inbox' : folder.kind;
  const dmarc = authentication === null ? '' : `, DMARC ${authentication.dmarc}`;
  return `${mark} ${place}, ${secondsText(afterMs)}${isLate ? ', late' : ''}${dmarc}`;
}

const secondsText = (ms: number): string =>
  ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;

function inboxProblems({ inboxes }: MailTestResult): readonly PageSection[] {
  const shut = inboxes.filter(({ problem }) => problem !== null);
  if (shut.length === 0) return [];
  return [
    {
      id: 'inboxes',
      title: 'Inboxes that could not be opened',
      hint: 'nothing is known about them',
      evidence: [
        lines(
          'Why',
          shut.map(({ id, problem }) => `${id}: ${problem ?? ''}`),
        ),
      ],
    },
  ];
}

function mailSection(
  { id, kind, from, trigger, cells }: MailRow,
  options: PageOptions,
): readonly PageSection[] {
  const failed = cells.filter(({ arrival, outcome }) => arrival === null && outcome !== 'arrived');
  const rows = pointRows(cells);
  const needing = rows.filter(({ point }) => point.state !== 'holds' && point.state !== 'not asked');
  const fine = options.isVerbose ? rows.filter((row) => !needing.includes(row)) : [];
  const arrivals = cells.flatMap(({ inbox, arrival }) => (arrival === null ? [] : [{ inbox, arrival }]));
  const held = arrivals.reduce(
    (sum, { arrival }) => sum + arrival.points.filter(({ state }) => state === 'holds').length,
    0,
  );
  const evidence: Evidence[] = [
    ...(failed.length === 0
      ? []
      : [
          lines(
            'Not there',
            failed.map((cell) => `${cell.inbox}: ${cell.outcome}. ${cell.reason}`),
          ),
        ]),
    ...(needing.length === 0 ? [] : [lines('Needs work', needing.map(lineText))]),
    ...(fine.length === 0
      ? []
      : [
          table(
            'Proofs',
            ['State', 'What', 'Found', 'Inbox'],
            fine.map(({ point, inboxes }) => [
              stateWords[point.state],
              point.title,
              point.found,
              inboxes.join(', '),
            ]),
          ),
        ]),
    ...(arrivals.length > 0 && needing.length === 0 && fine.length === 0
      ? [note(`${held} proofs hold, nothing needs work`)]
      : []),
  ];
  return [
    {
      id: `mail-${id.replace(/[^a-z0-9-]/g, '-')}`,
      title: id === kind ? id : `${id}: ${kind}`,
      hint: `from ${from}, by ${trigger}`,
      evidence,
      pictures: arrivals.slice(0, 1).flatMap(({ arrival }) => pictures(arrival)),
    },
  ];
}

interface PointRow {
  readonly point: ProofPoint;
  readonly inboxes: string[];
}

/** What is equal in several inboxes stands there once. Worst first. */
function pointRows(cells: readonly MailCell[]): readonly PointRow[] {
  const merged = new Map<string, PointRow>();
  for (const { inbox, arrival } of cells)
    for (const point of arrival?.points ?? []) {
      const key = `${point.id} ${point.state} ${point.found}`;
      const known = merged.get(key) ?? { point, inboxes: [] };
      known.inboxes.push(inbox);
      merged.set(key, known);
    }
  return [...merged.values()].toSorted(
    (a, b) => proofStates.indexOf(a.point.state) - proofStates.indexOf(b.point.state),
  );
}

const answers = { broken: '■', advice: '▲', unknown: '○', holds: '●', 'not asked': '–' } as const;
const words = {
  broken: 'no',
  advice: 'could be better',
  unknown: 'unknown',
  holds: 'yes',
  'not asked': 'not asked',
} as const;

const lineText = ({ point, inboxes }: PointRow): string => {
  const source = point.source === null ? '' : ` [${point.source}]`;
  return `${answers[point.state]} ${point.title}: ${words[point.state]} (${inboxes.join(', ')}). ${point.found}${source}`;
};

function pictures({ pictures: taken, subject }: Arrival): readonly PagePicture[] {
  if (taken === null) return [];
  const picture = (title: string, bytes: Uint8Array, widthPx: number): PagePicture => ({
    title,
    alt: `The mail "${subject}" at ${widthPx} px, remote images left out`,
    dataUrl: `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`,
    widthPx,
  });
  return [picture('Phone, 390 px', taken.phone, 390), picture('Desktop, 1280 px', taken.desktop, 1280)];
}

function others({ others: rest }: MailTestResult): readonly PageSection[] {
  if (rest.length === 0) return [];
  return [
    {
      id: 'others',
      title: 'Mails nobody declared',
      hint: 'sent by the same acts; add them to mail.messages to have them proven',
      evidence: [
        lines(
          'Subjects',
          rest.map(({ inbox, subject }) => `${inbox}: ${subject}`),
        ),
      ],
    },
  ];
}
