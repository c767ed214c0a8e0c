import type { Handover, HandoverLine } from '../../model/handover.ts';

export interface DrillQuestion {
  readonly question: string;
  /** Section the answer stands in. */
  readonly section: string;
  /** Any of these in what the newcomer says is right; compared without case and punctuation. */
  readonly answers: readonly string[];
}

export const drillLength = 12;

type Maker = (
  line: HandoverLine,
) => { readonly question: string; readonly answers: readonly string[] } | null;

/** By the start of a line's id: what a newcomer could be asked about it. */
const makers: readonly (readonly [section: string, id: RegExp, make: Maker])[] = [
  ['accounts', /^registration /, ({ cells }) => ask(`Where is ${cells[0]} registered?`, cells[1])],
  ['accounts', /^registration /, ({ cells }) => ask(`Until which day is ${cells[0]} paid?`, cells[2])],
  ['accounts', /^account /, ({ cells }) => ask(`Who holds the login of ${cells[0]}?`, cells[1])],
  ['domain', /^host /, ({ cells }) => ask(`What is ${cells[0]} for?`, cells[3])],
  ['domain', /^host /, ({ cells }) => ask(`Who looks after ${cells[0]}?`, cells[2])],
  ['tls', /^tls /, ({ cells }) => ask(`Who signed the certificate of ${cells[0]}?`, cells[1])],
  ['tls', /^tls /, ({ cells }) => ask(`On which day does the certificate of ${cells[0]} end?`, cells[3])],
  ['redirects', /^redirect /, ({ cells }) => ask(`Where does ${cells[0]} lead?`, cells[1])],
  ['deploy', /^deploy command/, ({ cells }) => ask('With which command is a release made?', cells[1])],
  ['deploy', /^deploy rollback/, ({ cells }) => ask('With which command is a release taken back?', cells[1])],
  ['data', /^store /, ({ cells }) => ask(`How often is ${cells[0]} backed up?`, cells[2])],
  ['data', /^store /, ({ cells }) => ask(`When was ${cells[0]} last restored?`, cells[4])],
  ['mail', /^sender /, ({ cells }) => ask(`Which service sends mail for ${cells[1]}?`, cells[0])],
  [
    'monitoring',
    /^alert (?!rule$)/,
    ({ cells }) => ask(`Over which channel does the alert ${cells[0]} come?`, cells[1]),
  ],
  ['incident', /^level Critical/, () => ask('How bad is it when customers cannot buy?', 'Critical')],
];

/** Words of the pack for what nobody has said. */
const isUnsaid = (answer: string): boolean =>
  /^(?:|not said|not declared|not published|nobody named|none declared|no certificate seen|never, as far as we know)$/.test(
    answer,
  );

const ask = (question: string, answer = ''): ReturnType<Maker> =>
  isUnsaid(answer) ? null : { question, answers: [answer] };

/**
 * Twelve questions a newcomer answers from the pack alone, spread over its sections; what the pack does not say is not asked.
 * `pick` chooses one of n: chance is the caller's.
 */
export function drillQuestions(pack: Handover, pick: (count: number) => number): readonly DrillQuestion[] {
  const lines = new Map(
    pack.sections.map(({ id, blocks }) => [id, blocks.flatMap((block) => block.lines)] as const),
  );
  const all = makers.flatMap(([section, pattern, make]) => {
    const fit = (lines.get(section) ?? []).filter(({ id, state }) => pattern.test(id) && state !== 'missing');
    const askable = fit.flatMap((line) => make(line) ?? []);
    const made = askable[askable.length === 0 ? 0 : pick(askable.length)];
    return made === undefined ? [] : [{ ...made, section }];
  });
  return all.slice(0, drillLength);
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Right when what was said holds the answer, or names its first word where that is a name. */
export const isRight = ({ answers }: DrillQuestion, said: string): boolean =>
  plain(said) !== '' &&
  answers.some(
    (answer) => plain(said).includes(plain(answer)) || plain(answer).split(' ')[0] === plain(said),
  );
