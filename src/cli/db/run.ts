import type { Looked } from '../../db/looked.ts';
import { openReadOnly } from '../../db/open.ts';
import { reviewDatabase, type ReviewRequest } from '../../db/review.ts';
import { UserError } from '../../model/error.ts';
import { failure, type Outside, type WorldError } from '../../model/outside.ts';
import { inertLine } from '../../report/inert.ts';
import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import { writeFile } from '../audit/output.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { openLoadSubject } from '../load/opening.ts';
import { databaseAddress, databaseOf } from './address.ts';
import { dbDocument, type DbDocument } from './document.ts';
import { renderDbTerminal } from './render-terminal.ts';
import { chosenSubjects } from './subjects.ts';

export const run: CommandRun = async (context, input) => {
  await using product = await openLoadSubject(context, input);
  const { outside, subject } = product;
  const url = await databaseAddress(outside, input, subject.manifest);
  const opened = await openReadOnly(url);
  if (!opened.ok) return couldNotLook(context, opened.error);
  await using looked = opened.value;
  const chosen = await chosenSubjects(outside, input, { ...subject, ...product });
  const reviewed = await reviewDatabase({
    looked,
    outside,
    signal: context.signal,
    subjects: chosen.subjects,
    poolSize: poolSize(input),
    openCopy: await copyOf(outside, input, { looked, url, signal: context.signal }),
    onProgress: progress(context, input),
  });
  if (context.signal.aborted) return exitCodes.interrupted;
  if (!reviewed.ok) return couldNotLook(context, reviewed.error);
  const document = dbDocument(reviewed.value, {
    version: context.version,
    product: subject.manifest.product.name,
    failOn: input.options.text('fail-on') ?? 'medium',
    notAsked: chosen.notAsked,
  });
  await print(context, outside, { input, document });
  return { good: exitCodes.ready, failed: exitCodes.findings, unknown: exitCodes.couldNotLook }[
    document.verdict
  ];
};

function couldNotLook(context: CommandContext, { message }: WorldError): number {
  context.stderr(
    `The database cannot be looked at: ${inertLine(message)}.\nCheck address, password and network; a role that may only read is enough (PostgreSQL: pg_read_all_stats and select; MySQL: select and process).\n`,
  );
  return exitCodes.couldNotLook;
}

async function copyOf(
  outside: Outside,
  { options }: CommandInput,
  about: { readonly looked: Looked; readonly url: string; readonly signal: AbortSignal },
): Promise<ReviewRequest['openCopy']> {
  const reference = options.text('copy');
  if (reference !== undefined) {
    const url = await databaseOf(outside, '--copy', reference);
    return () => about.looked.openCopy(url);
  }
  if (!options.isOn('throw-away')) return null;
  if (about.looked.kind === 'mysql')
    return async () =>
      failure(
        'not-found',
        '--throw-away makes copies of PostgreSQL; restore a dump somewhere and give it with --copy',
      );
  const { throwAwayCopy } = await import('../../db/postgres/copy.ts');
  return (facts) => throwAwayCopy(about.url, facts, { outside, signal: about.signal });
}

function poolSize({ options }: CommandInput): number | null {
  const text = options.text('pool');
  if (text === undefined) return null;
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= 100_000) return size;
  throw new UserError('LR_OPTION_INVALID', {
    what: `--pool ${text.slice(0, 40)} is not a whole number from 1.`,
    why: 'It is compared with what the server allows.',
    todo: 'Give instances times pool size, like --pool 40',
  });
}

const clearLine = '\r\u001b[2K';

function progress(context: CommandContext, { options }: CommandInput): (what: string) => void {
  const isShown = context.terminal.isErrorTty && !options.isOn('quiet') && !options.isOn('plain');
  return (what) => {
    if (isShown) context.stderr(`${clearLine}Database  ${what.slice(0, 60)}`);
  };
}

async function print(
  context: CommandContext,
  outside: Outside,
  { input, document }: { readonly input: CommandInput; readonly document: DbDocument },
): Promise<void> {
  const { options } = input;
  if (context.terminal.isErrorTty && !options.isOn('quiet') && !options.isOn('plain'))
    context.stderr(clearLine);
  const path = options.text('output');
  const isColoured = context.terminal.hasColour && !options.isOn('plain') && path === undefined;
  const text = options.isOn('json')
    ? `${JSON.stringify(document, null, 2)}\n`
    : renderDbTerminal(document, isColoured ? ansiPalette : plainPalette);
  if (path === undefined) context.stdout(text);
  else await writeFile(context, outside, { path, text });
}
