import type { Severity } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import { inertLine } from '../inert.ts';
import { severityShapes, workText } from '../words.ts';
import { evidenceLines } from './evidence.ts';
import type { Palette } from './palette.ts';
import { cellsOf, clip, padCells, wrap } from './wrap.ts';

export interface Screen {
  readonly palette: Palette;
  /** Cells a line may take. */
  readonly width: number;
}

const labelCells = 8;

export const severityColour = (palette: Palette, severity: Severity): ((text: string) => string) =>
  severity === 'blocker' ? palette.bad : severity === 'high' ? palette.warn : palette.muted;

/** Shape, severity as a word, claim and target, wrapped under the claim. */
export function claimLines(finding: Finding, { palette, width }: Screen): readonly string[] {
  const paint = severityColour(palette, finding.severity);
  const mark = `${severityShapes[finding.severity]} ${finding.severity.padEnd(labelCells)}`;
  const claim = wrap(inertLine(finding.title), width - mark.length);
  return claim.map((line, index) =>
    index === 0
      ? `${paint(mark)}${palette.strong(line)}`
      : `${' '.repeat(mark.length)}${palette.strong(line)}`,
  );
}

/** One line each, targets in a column of their own, cut at the width. */
export function rowLines(findings: readonly Finding[], { palette, width }: Screen): readonly string[] {
  const targets = findings.map((finding) => clip(inertLine(finding.target.name), Math.floor(width / 3)));
  const targetCells = Math.max(0, ...targets.map(cellsOf));
  return findings.map((finding, index) => {
    const mark = `${severityShapes[finding.severity]} ${finding.severity.padEnd(labelCells)}`;
    const claimCells = width - mark.length - targetCells - 2;
    const claim = padCells(clip(inertLine(finding.title), claimCells), claimCells);
    return `${severityColour(palette, finding.severity)(mark)}${claim}  ${palette.muted(targets[index] ?? '')}`;
  });
}

/** Enough to believe it and to start: where, what was seen, the first lines of evidence, the cure, the proof. */
export function shortLines(finding: Finding, screen: Screen, evidenceShown: number): readonly string[] {
  const { palette, width } = screen;
  const evidence = finding.evidence.flatMap((each) => evidenceLines(each, width - valueColumn));
  return [
    ...claimLines(finding, screen),
    ...field('saw', `${inertLine(finding.target.name)}: ${sawText(finding)}`, screen),
    ...evidence.slice(0, evidenceShown).map((line) => `${label('', screen)}${palette.muted(line)}`),
    ...field('fix', `${inertLine(finding.fix)} (${workText(finding.effortMinutes)})`, screen),
    `${label('check', screen)}${palette.command(inertLine(finding.reproduce))}`,
  ];
}

/** Everything known about a finding. */
export function fullLines(finding: Finding, screen: Screen): readonly string[] {
  const { palette, width } = screen;
  const evidence = finding.evidence.flatMap((each) => evidenceLines(each, width - valueColumn));
  return [
    ...claimLines(finding, screen),
    ...field('where', `${inertLine(finding.target.name)} (${finding.check})`, screen),
    ...field('saw', sawText(finding), screen),
    ...field('costs', inertLine(finding.why), screen),
    ...evidence.map((line, index) => `${label(index === 0 ? 'proof' : '', screen)}${palette.muted(line)}`),
    ...field('fix', inertLine(finding.fix), screen),
    ...field('effort', `${workText(finding.effortMinutes)}${fixesText(finding)}`, screen),
    `${label('check', screen)}${palette.command(inertLine(finding.reproduce))}`,
    ...finding.sources.map(
      (source, index) =>
        `${label(index === 0 ? 'see' : '', screen)}${inertLine(source.label)} ${palette.muted(inertLine(source.url))}`,
    ),
    ...waiverLines(finding, screen),
  ];
}

const valueColumn = 10;

const label = (name: string, { palette }: Screen): string =>
  `  ${palette.muted(name.padEnd(valueColumn - 2))}`;

function field(name: string, text: string, screen: Screen): readonly string[] {
  return wrap(text, screen.width - valueColumn).map(
    (line, index) => `${label(index === 0 ? name : '', screen)}${line}`,
  );
}

const sawText = (finding: Finding): string =>
  finding.confidence === 'proven'
    ? inertLine(finding.found)
    : `${inertLine(finding.found)} (${finding.confidence})`;

const fixesText = (finding: Finding): string =>
  finding.fixes.length === 0
    ? ', by hand'
    : `, launch-ready fix plan can do it (${finding.fixes.join(', ')})`;

function waiverLines({ waiver }: Finding, screen: Screen): readonly string[] {
  if (waiver === undefined) return [];
  const text = `${inertLine(waiver.owner)} until ${inertLine(waiver.until)}: ${inertLine(waiver.reason)}`;
  return field('waived', text, screen);
}
