import type { Evidence } from '../../model/evidence.ts';
import type { Handover, HandoverBlock, HandoverLine } from '../../model/handover.ts';
import type { PageSection, SectionedPage } from '../../model/sections.ts';
import { isoDay } from './lines.ts';
import { fromOf, sharedSource } from './source.ts';

/** How each line says how it stands: a mark and a word that hold together, so that it reads without colour. */
const states: Readonly<Record<HandoverLine['state'], string>> = {
  good: '●\u00a0good',
  bad: '■\u00a0bad',
  unknown: '○\u00a0not known',
  missing: '○\u00a0missing',
  old: '▲\u00a0old',
  plain: '',
};

/** The pack as a page: contradictions first, then what nobody has answered, then the sections. */
export function handoverPage(pack: Handover): SectionedPage {
  const counts = countLines(pack);
  return {
    title: `Handover of ${pack.product}`,
    subject: `Handover of ${pack.product}, ${pack.domain}: measured ${isoDay(pack.measuredAt)}, written ${isoDay(pack.createdAt)} by ${pack.tool}`,
    state: stateOf(pack),
    headline: headlineOf(pack),
    numbers: [
      { name: 'measured and good', value: String(counts.good) },
      { name: 'measured and not', value: String(counts.bad) },
      { name: 'waiting for an answer', value: String(pack.questions.length) },
    ],
    sections: [...first(pack), ...pack.sections.map(sectionOf), calendarSection(pack)].filter(
      ({ evidence }) => evidence.length > 0,
    ),
    footer: [
      'measured: seen from outside on the day named; run the command to see it again. said: somebody’s word, with the day. Nothing here holds a secret.',
      `Is it still true? launch-ready handover verify. Facts ${pack.factsDigest.slice(0, 16)}.`,
    ],
  };
}

function countLines(pack: Handover): { readonly good: number; readonly bad: number } {
  const lines = pack.sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.lines));
  const of = (state: HandoverLine['state']): number => lines.filter((line) => line.state === state).length;
  return { good: of('good'), bad: of('bad') };
}

const stateOf = ({ verdict, questions, contradictions }: Handover): SectionedPage['state'] => {
  if (verdict === 'could not look') return 'unknown';
  if (verdict === 'pause') return 'bad';
  return verdict === 'ship' && questions.length === 0 && contradictions.length === 0 ? 'ok' : 'warn';
};

const headlineOf = ({ headline, questions, contradictions }: Handover): string =>
  [
    headline,
    ...(contradictions.length === 0 ? [] : [`${contradictions.length} claims do not fit what was measured`]),
    ...(questions.length === 0 ? [] : [`${questions.length} questions only the owner can answer`]),
  ].join('; ');

function first({ contradictions, questions }: Handover): readonly PageSection[] {
  return [
    {
      id: 'contradictions',
      title: 'Claims that do not fit',
      hint: 'Settle these first: one of the two is wrong.',
      evidence:
        contradictions.length === 0
          ? []
          : [
              tableOf({
                title: 'Contradictions',
                columns: ['claim', 'said in', 'seen'],
                lines: contradictions,
              }),
            ],
    },
    {
      id: 'questions',
      title: 'Missing answers',
      hint: 'launch-ready handover ask, or write them into handover.yaml.',
      evidence:
        questions.length === 0
          ? []
          : [
              {
                kind: 'table',
                title: 'Questions',
                columns: ['id', 'question'],
                rows: questions.map(({ id, question }) => [id, question]),
              },
            ],
    },
  ];
}

const sectionOf = ({ id, title, about, blocks }: Handover['sections'][number]): PageSection => ({
  id,
  title,
  hint: about,
  evidence: blocks.filter(({ lines }) => lines.length > 0).map(tableOf),
});

const calendarSection = ({ calendar }: Handover): PageSection => ({
  id: 'calendar',
  title: 'Calendar',
  hint: 'Also as calendar.ics.',
  evidence:
    calendar.length === 0
      ? []
      : [
          {
            kind: 'table',
            title: 'Dates',
            columns: ['day', 'what', 'about'],
            rows: calendar.map(({ at, title, about }) => [isoDay(at), title, about]),
          },
        ],
});

/** Columns in which nothing stands are left out, and what is the same for every line is said once, above them. */
function tableOf(block: HandoverBlock): Evidence {
  const { title, columns, lines } = block;
  const shared = sharedSource(block);
  const all = [...columns, 'state', ...(shared === null ? ['from'] : [])];
  const rows = lines.map((line) => [
    ...line.cells,
    states[line.state],
    ...(shared === null ? [fromOf(line)] : []),
  ]);
  const isShown = all.map((_, at) => rows.some((row) => (row[at] ?? '') !== ''));
  const kept = (row: readonly string[]): readonly string[] => row.filter((_, at) => isShown[at] === true);
  const caption = shared === null || shared === '' ? title : `${title} (${shared})`;
  return { kind: 'table', title: caption, columns: kept(all), rows: rows.map(kept) };
}
