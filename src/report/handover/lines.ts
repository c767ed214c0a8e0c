import type { UnixMs } from '../../model/brand.ts';
import type { HandoverAnswer, HandoverLine, LineState } from '../../model/handover.ts';
import type { HandoverMaterial, Judged } from './material.ts';

/** A claim is worth less with every month: after this many days it is shown as old. */
export const claimDays = 90;
/** Who says what stands in the manifest. */
export const saidInManifest = 'launch.yaml';
const dayMs = 86_400_000;

export const isoDay = (at: UnixMs | number): string => new Date(at).toISOString().slice(0, 10);

interface Measured {
  readonly id: string;
  readonly cells: readonly string[];
  readonly state: LineState;
  readonly rerun: string;
}

export const measured = (material: HandoverMaterial, line: Measured): HandoverLine => ({
  ...line,
  origin: 'measured',
  at: material.file.collectedAt,
  by: null,
});

/** A measured line whose last cell is the judgement. */
export const judgedLine = (
  material: HandoverMaterial,
  line: { readonly id: string; readonly cells: readonly string[]; readonly rerun: string },
  result: Judged,
): HandoverLine => measured(material, { ...line, cells: [...line.cells, result.text], state: result.state });

export const derived = (id: string, cells: readonly string[], rerun: string | null = null): HandoverLine => ({
  id,
  cells,
  origin: 'derived',
  state: 'plain',
  at: null,
  by: null,
  rerun,
});

/** What `launch.yaml` says: a claim by whoever keeps the file. */
export const declared = (id: string, cells: readonly string[], isSaid = true): HandoverLine => ({
  id,
  cells,
  origin: 'asked',
  state: isSaid ? 'plain' : 'missing',
  at: null,
  by: isSaid ? saidInManifest : null,
  rerun: null,
});

const asking = 'launch-ready handover ask';

/** What only the owner can say: the answer of `handover.yaml`, or a gap that shows. */
export function answered(
  { answers, now }: HandoverMaterial,
  id: string,
  cells: readonly string[],
): HandoverLine {
  const answer = answers.get(id);
  if (answer === undefined) return { ...declared(id, [...cells, 'not answered yet'], false), rerun: asking };
  return {
    id,
    cells: [...cells, answer.answer],
    origin: 'asked',
    state: isOld(answer, now) ? 'old' : 'plain',
    at: answer.on,
    by: answer.by,
    rerun: asking,
  };
}

const isOld = (answer: HandoverAnswer, now: UnixMs): boolean => now - answer.on > claimDays * dayMs;

export const auditOnly = ({ report }: HandoverMaterial, ...themes: readonly string[]): string =>
  `launch-ready audit ${report.subject.domain} ${themes.map((theme) => `--only ${theme}`).join(' ')}`;
