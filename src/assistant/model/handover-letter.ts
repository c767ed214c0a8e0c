import type { Handover } from '../../model/handover.ts';
import type { Json } from '../../model/json.ts';
import type { Draft } from '../../model/text-model.ts';
import { plural } from '../../model/words.ts';
import { draftNotice } from './draft-notice.ts';

export const letterTask =
  'Write the covering letter of this hand-over pack to the owner of the product: where it stands, what is good, what is open, what only the owner can answer.';

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The covering letter by rules: the same pack, the same words. */
export function handoverLetter(pack: Handover): readonly string[] {
  const lines = pack.sections.flatMap(({ blocks }) => blocks.flatMap((block) => block.lines));
  const count = (state: string): number => lines.filter((line) => line.state === state).length;
  const next = pack.calendar.filter(({ at }) => at >= pack.createdAt).toSorted((a, b) => a.at - b.at)[0];
  return [
    `This is the pack with which you can run ${pack.product} (${pack.domain}) yourself, as of ${day(pack.measuredAt)}.`,
    `${pack.headline}.`.replace(/\.\.$/, '.'),
    `Measured and as it should be: ${plural(count('good'), 'line')}; not so: ${count('bad')}; could not be measured: ${count('unknown')}.`,
    ...(pack.contradictions.length === 0
      ? []
      : [
          `${plural(pack.contradictions.length, 'claim')} ${pack.contradictions.length === 1 ? 'does' : 'do'} not fit what was measured; they stand first.`,
        ]),
    ...(pack.questions.length === 0
      ? ['Nothing is left that only you can answer.']
      : [
          `${plural(pack.questions.length, 'question')} only you can answer, the first: ${pack.questions[0]?.question ?? ''}`,
        ]),
    ...(next === undefined ? [] : [`The next date in the calendar is ${day(next.at)}: ${next.title}.`]),
  ];
}

export const letterMaterial = (pack: Handover): Json => ({
  product: pack.product,
  domain: pack.domain,
  measuredOn: day(pack.measuredAt),
  verdict: pack.verdict,
  headline: pack.headline,
  contradictions: pack.contradictions.slice(0, 20).map(({ cells }) => cells),
  questions: pack.questions.slice(0, 30).map(({ question }) => question),
  sections: pack.sections.map(({ title, blocks }) => ({
    title,
    lines: blocks
      .flatMap(({ lines }) => lines.slice(0, 6).map(({ cells, state }) => ({ cells, state })))
      .slice(0, 12),
  })),
  calendar: pack.calendar.slice(0, 10).map(({ at, title }) => ({ on: day(at), title })),
});

/** The letter as a file; a draft stands apart and says what it is. */
export function letterFile(pack: Handover, drafted: Draft | null): string {
  const parts = [
    `# Covering letter: ${pack.product}`,
    ...handoverLetter(pack),
    ...(drafted === null
      ? []
      : [`## Drafted by ${drafted.by}`, draftNotice(drafted), drafted.sentences.join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}
