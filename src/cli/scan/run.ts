import { severities } from '../../model/check.ts';
import type { Outside } from '../../model/outside.ts';
import { baselineKey, baselineText } from '../../protocols/secrets/baseline.ts';
import { writeFile } from '../audit/output.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { openNetwork } from '../network-options.ts';
import { UserError } from '../../model/error.ts';
import { readBaseline } from './baseline-file.ts';
import { documentOf, groupedHits, type ScanDocument } from './document.ts';
import { installHook } from './hook.ts';
import { liveAddresses, liveUrl } from './live.ts';
import { look } from './look.ts';
import { scanProgress } from './progress.ts';
import { renderScan } from './render.ts';
import { verifyHits } from './verify.ts';

export const run: CommandRun = async (context, input) => {
  await using outside = await openNetwork(context, input.options);
  if (input.options.isOn('install-hook')) return installHook(context, input, outside);
  const document = await scan(context, input, outside);
  if (context.signal.aborted) return exitCodes.interrupted;
  const baseline = input.options.text('write-baseline');
  if (baseline !== undefined) return writeBaseline(context, { input, outside, document, path: baseline });
  const text = await renderScan(document, context, input.options);
  const target = input.options.text('output');
  if (target === undefined) context.stdout(text);
  else await writeFile(context, outside, { path: target, text });
  return exitCodeOf(document, input.options.text('fail-on') ?? 'medium');
};

async function scan(context: CommandContext, input: CommandInput, outside: Outside): Promise<ScanDocument> {
  const started = outside.clock.monotonicMs();
  const baseline = await readBaseline(context, input, outside);
  const urls = input.options.list('live').map(liveUrl);
  const progress = scanProgress(context, input.options);
  const { hits, scanned } = await look(context, input, { outside, progress }).finally(progress.end);
  const groups = groupedHits(hits.hits);
  const secrets = groups.map(({ hit }) => hit);
  const verified = input.options.isOn('verify')
    ? await verifyHits(secrets, { outside, signal: context.signal, tell: (text) => hits.tell(text) })
    : null;
  const live =
    urls.length === 0 ? null : await liveAddresses(secrets, urls, { outside, signal: context.signal, hits });
  const findings = groups.map(({ hit, alsoAt }, index) => ({
    ...hit.finding,
    verified: verified?.[index] ?? null,
    liveAt: live?.[index] ?? null,
    alsoAt,
  }));
  return documentOf(findings, {
    hits,
    version: context.version,
    scanned,
    tookMs: outside.clock.monotonicMs() - started,
    baseline: new Set(baseline.map(baselineKey)),
  });
}

interface BaselineWrite {
  readonly input: CommandInput;
  readonly outside: Outside;
  readonly document: ScanDocument;
  readonly path: string;
}

async function writeBaseline(context: CommandContext, write: BaselineWrite): Promise<number> {
  const reason = write.input.options.text('reason')?.trim() ?? '';
  if (reason === '')
    throw new UserError('LR_BASELINE_INVALID', {
      what: '--write-baseline needs --reason.',
      why: 'Whoever reads the list later has to know why a secret was left.',
      todo: 'Add for example: --reason "rotated on 2 March, see the incident"',
    });
  const { findings, accepted } = write.document;
  const text = baselineText([...findings, ...accepted.filter(({ allowed }) => allowed === null)], reason);
  await writeFile(context, write.outside, { path: write.path, text });
  return exitCodes.ready;
}

function exitCodeOf(document: ScanDocument, failOn: string): number {
  const limit = severities.indexOf(failOn as (typeof severities)[number]);
  const isBad = document.findings.some(({ severity }) => severities.indexOf(severity) <= limit);
  return isBad ? exitCodes.findings : exitCodes.ready;
}
