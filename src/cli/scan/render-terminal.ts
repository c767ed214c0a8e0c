import type { Severity } from '../../model/check.ts';
import { inertLine } from '../../report/inert.ts';
import type { Palette } from '../../report/terminal/palette.ts';
import { type ScanDocument, type ScannedFinding } from './document.ts';

interface TerminalOptions {
  readonly palette: Palette;
  readonly isVerbose: boolean;
}

const maxShown = 50;

/** Answer first: how many secrets, then each with what to do, then what was not looked at. */
export function renderScanTerminal(document: ScanDocument, { palette, isVerbose }: TerminalOptions): string {
  const { findings, notes, accepted, notLookedAt } = document;
  const shown = isVerbose ? findings : findings.slice(0, maxShown);
  const lines = [headline(document, palette), ''];
  for (const finding of shown) lines.push(...findingLines(finding, palette), '');
  if (shown.length < findings.length)
    lines.push(`… and ${findings.length - shown.length} more: add --verbose`, '');
  if (isVerbose)
    for (const finding of [...notes, ...accepted]) lines.push(...findingLines(finding, palette), '');
  lines.push(...restLines(document, isVerbose));
  if (notLookedAt.length > 0)
    lines.push(palette.warn('Not looked at:'), ...notLookedAt.map((text) => `  ${inertLine(text)}`));
  return `${lines.join('\n').trimEnd()}\n`;
}

function headline({ findings, scanned, totals }: ScanDocument, palette: Palette): string {
  const size = `${totals.files} files${totals.objects === 0 ? '' : `, ${totals.objects} git objects`}, ${megabytes(totals.bytes)}`;
  const where = inertLine(scanned.join(', '));
  if (findings.length === 0) return palette.ok(`No secrets found in ${where} (${size}).`);
  const word = findings.length === 1 ? 'secret' : 'secrets';
  return palette.bad(`${findings.length} ${word} found in ${where} (${size}).`);
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function findingLines(finding: ScannedFinding, palette: Palette): readonly string[] {
  const label = finding.kind === 'secret' ? finding.severity : finding.kind;
  const detail = finding.detail === null ? '' : `, ${finding.detail}`;
  const { commit } = finding;
  return [
    `${colour(palette, finding)(label.toUpperCase())}  ${palette.strong(inertLine(finding.title))}${inertLine(detail)}`,
    `  ${inertLine(`${finding.path}:${finding.line}:${finding.column}`)}  ${palette.muted(inertLine(finding.redacted))}`,
    ...(commit === null ? [] : [`  in commit ${commit.commit.slice(0, 12)}${commitText(commit)}`]),
    ...(finding.alsoAt.length === 0 ? [] : [`  also at ${inertLine(finding.alsoAt.slice(0, 5).join(', '))}`]),
    ...answers(finding, palette),
    ...(finding.allowed === null ? [] : [`  allowed: ${inertLine(finding.allowed.reason)}`]),
    ...(finding.kind === 'secret'
      ? [`  ${finding.rotate.text}`, `  ${palette.muted(finding.rotate.url)}`]
      : []),
    `  ${palette.muted(`rule ${finding.rule}, ${finding.confidence}${finding.isEncoded ? ', in base64' : ''}`)}`,
  ];
}

const commitText = ({ at, author }: { readonly at: number; readonly author: string }): string =>
  at === 0 ? '' : ` of ${new Date(at * 1000).toISOString().slice(0, 10)} by ${inertLine(author)}`;

function answers({ verified, liveAt }: ScannedFinding, palette: Palette): readonly string[] {
  const lines: string[] = [];
  if (verified === 'works') lines.push(palette.bad('  the vendor accepts it: it works now'));
  else if (verified !== null) lines.push(`  vendor: ${verified}`);
  if (liveAt !== null && liveAt.length > 0)
    lines.push(palette.bad(`  served now by ${inertLine(liveAt.slice(0, 3).join(', '))}`));
  else if (liveAt !== null) lines.push('  not in the live pages that were read');
  return lines;
}

const colours: Readonly<Record<Severity, keyof Palette>> = {
  blocker: 'bad',
  high: 'bad',
  medium: 'warn',
  low: 'muted',
};
const colour = (palette: Palette, finding: ScannedFinding): ((text: string) => string) =>
  palette[colours[finding.severity]];

function restLines({ notes, accepted }: ScanDocument, isVerbose: boolean): readonly string[] {
  if (isVerbose || notes.length + accepted.length === 0) return [];
  const parts = [
    ...(notes.length === 0 ? [] : [`${notes.length} publishable or test keys`]),
    ...(accepted.length === 0 ? [] : [`${accepted.length} accepted`]),
  ];
  return [`Besides: ${parts.join(', ')} (--verbose shows them).`, ''];
}
