import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join } from 'node:path';
import { makeReport } from '../../engine/report.ts';
import type { Handover } from '../../model/handover.ts';
import type { Outside } from '../../model/outside.ts';
import { ownershipRows } from '../../protocols/hosting/ownership.ts';
import { makeHandover } from '../../report/handover/make.ts';
import { loadChecks } from '../audit/plugins.ts';
import { lookedUpFacts, savedFacts } from '../audit/facts-source.ts';
import { profileFor, readSubject } from '../audit/subject.ts';
import { progressLine } from '../audit/progress.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { accessProofs, newestProofs } from './access/journal.ts';
import { readAnswers } from './answers.ts';
import { answersFile } from './options.ts';
import { appliedChanges, codeVariables, releases } from './records.ts';

/** Looks (or takes saved facts), reads the records of this folder and the owner's answers, and makes the pack. */
export async function handoverOf(
  context: CommandContext,
  input: CommandInput,
  outside: Outside,
): Promise<Handover> {
  const checks = await loadChecks(outside.files);
  const from = input.options.text('from');
  const file =
    from === undefined ? await look(context, input, { outside, checks }) : await savedFacts(outside, from);
  const profile = profileFor(file.manifest, input.options.text('profile'));
  const report = makeReport({
    checks,
    file,
    profile,
    now: file.collectedAt,
    version: context.version,
    ownership: ownershipRows,
  });
  const folder = folderOf(context, input);
  const signal = context.signal;
  return makeHandover({
    report,
    file,
    profile,
    answers: await readAnswers(outside, answersPath(context, input)),
    changes: await appliedChanges(outside, folder),
    releases: await releases(outside, folder),
    access: newestProofs(await accessProofs(outside.files, folder)),
    variables: await codeVariables(outside, codeFolder(folder, file.manifest.repository.path), {
      manifest: file.manifest,
      signal,
    }),
    now: outside.clock.now(),
  });
}

async function look(
  context: CommandContext,
  input: CommandInput,
  at: { readonly outside: Outside; readonly checks: Awaited<ReturnType<typeof loadChecks>> },
): ReturnType<typeof lookedUpFacts> {
  const subject = await readSubject(at.outside, input);
  const progress = progressLine(context, input.options, `Looking at ${subject.manifest.product.domain}`);
  try {
    return await lookedUpFacts(context, input, { ...at, subject, onProgress: progress.update });
  } finally {
    progress.end();
  }
}

const absolute = (base: string, path: string): string => (isAbsolute(path) ? path : join(base, path));

export const folderOf = (context: CommandContext, input: CommandInput): string =>
  dirname(absolute(context.cwd, input.options.text('manifest') ?? 'launch.yaml'));

const codeFolder = (folder: string, path: string | null): string =>
  path === null ? folder : absolute(folder, path);

export const answersPath = (context: CommandContext, input: CommandInput): string => {
  const named = input.options.text('answers');
  return named === undefined ? join(folderOf(context, input), answersFile) : absolute(context.cwd, named);
};

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
