import { logMaterial, logSummary, logTask } from '../../assistant/model/log-summary.ts';
import { severities } from '../../model/check.ts';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { reviewLog, type LogReview } from '../../protocols/logs/review.ts';
import { drafted } from '../assistant/text-model.ts';
import { writeFile } from '../audit/output.ts';
import { manifestOf } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandRun } from '../command.ts';
import { isFailing } from '../gate/problem.ts';
import { absolute } from '../scan/look.ts';
import { logsText, type LogsDocument, type LogsSummary } from './render.ts';

const maxBytes = 128 * 1024 * 1024;

export const run: CommandRun = async (context, { arguments: files, options }) => {
  await using outside = await context.openOutside({});
  const started = outside.clock.monotonicMs();
  const names = files.length === 0 ? ['-'] : files;
  const reviews: LogReview[] = [];
  const notLookedAt: string[] = [];
  let bytesRead = 0;
  for (const name of names) {
    if (context.signal.aborted) return exitCodes.interrupted;
    const bytes = await readLog(context, outside, name);
    if (typeof bytes === 'string') notLookedAt.push(bytes);
    else {
      bytesRead += bytes.length;
      reviews.push(reviewLog(name === '-' ? '(standard input)' : name, bytes, outside.clock.now()));
    }
  }
  const found = documentOf(reviews, notLookedAt, {
    version: context.version,
    bytes: bytesRead,
    tookMs: outside.clock.monotonicMs() - started,
  });
  const document = options.isOn('summary')
    ? {
        ...found,
        summary: await summaryOf(context, outside, {
          found,
          path: options.text('manifest') ?? 'launch.yaml',
        }),
      }
    : found;
  const target = options.text('output');
  const hasColour = context.terminal.hasColour && !options.isOn('plain') && target === undefined;
  const text = options.isOn('json')
    ? `${JSON.stringify(document, null, 2)}\n`
    : logsText(document, hasColour);
  if (target === undefined) context.stdout(text);
  else await writeFile(context, outside, { path: target, text });
  if (isFailing(document.problems, options.text('fail-on') ?? 'medium')) return exitCodes.findings;
  return document.notLookedAt.length > 0 ? exitCodes.couldNotLook : exitCodes.ready;
};

/** By rules, and by the user's model where launch.yaml names one. */
async function summaryOf(
  context: CommandContext,
  outside: Outside,
  { found, path }: { readonly found: LogsDocument; readonly path: string },
): Promise<LogsSummary> {
  const text = await outside.files.readText(absolute(context.cwd, path), { maxBytes: 1024 * 1024 });
  const textModel = text.ok ? manifestOf(text.value, path).textModel : null;
  const about = { task: logTask, material: logMaterial(found) };
  const { draft, problem } = await drafted(context, { textModel }, about);
  return { sentences: logSummary(found), drafted: draft, problem };
}

/** The bytes, or why not: a file too large is told, one that is not there is the user's mistake. */
async function readLog(
  context: CommandContext,
  outside: Outside,
  name: string,
): Promise<Uint8Array | string> {
  if (name === '-') return Buffer.from(await context.readStdin(maxBytes));
  const read = await outside.files.read(absolute(context.cwd, name), { maxBytes });
  if (read.ok) return read.value;
  if (read.error.kind === 'too-large')
    return `${name}: larger than 128 MiB; cut it first: tail -c 100M ${name} | launch-ready logs check -`;
  throw new UserError('LR_FILE_UNREADABLE', {
    what: `${name}: ${read.error.message}`,
    why: 'The command needs this file.',
    todo: 'Check the path, or give - for standard input.',
  });
}

function documentOf(
  reviews: readonly LogReview[],
  notLookedAt: readonly string[],
  about: { readonly version: string; readonly bytes: number; readonly tookMs: number },
): LogsDocument {
  const sum = (of: (review: LogReview) => number): number =>
    reviews.reduce((total, each) => total + of(each), 0);
  const empty = sum(({ lines }) => lines) === 0 && notLookedAt.length === 0 ? ['The logs are empty.'] : [];
  return {
    schema: 'launch-ready/logs@1',
    tool: { name: 'launch-ready', version: about.version },
    totals: {
      files: reviews.length,
      lines: sum(({ lines }) => lines),
      bytes: about.bytes,
      telling: sum(({ telling }) => telling),
      withRequestId: sum(({ withRequestId }) => withRequestId),
      tookMs: about.tookMs,
    },
    problems: reviews
      .flatMap(({ problems }) => problems)
      .toSorted(
        (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.count - a.count,
      ),
    templates: reviews
      .flatMap(({ templates }) => templates)
      .toSorted((a, b) => b.count - a.count)
      .slice(0, 20),
    notLookedAt: [...notLookedAt, ...empty],
  };
}
