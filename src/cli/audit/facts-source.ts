import { collectFacts, type CollectProgress } from '../../engine/collect.ts';
import type { CheckPlugin } from '../../engine/judge.ts';
import { seedTargets } from '../../engine/targets.ts';
import { UserError } from '../../model/error.ts';
import type { FactsFile } from '../../model/facts-file.ts';
import type { Outside } from '../../model/outside.ts';
import { registrableDomain } from '../../protocols/dns/name.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { parseFactsFile } from './facts-file.ts';
import { collectorsFor, loadCollectors, loadFacts } from './plugins.ts';
import type { Subject } from './subject.ts';

const maxFactsBytes = 64 * 1024 * 1024;
const maxMailBytes = 1024 * 1024;

export async function savedFacts(outside: Outside, path: string): Promise<FactsFile> {
  const text = await outside.files.readText(path, { maxBytes: maxFactsBytes });
  if (!text.ok) throw badFacts(path, text.error.message);
  const parsed = parseFactsFile(text.value, await loadFacts(outside.files));
  if (!parsed.ok) throw badFacts(path, parsed.problem);
  return parsed.value;
}

export interface LookRequest {
  readonly outside: Outside;
  readonly subject: Subject;
  readonly checks: readonly CheckPlugin[];
  readonly onProgress?: (progress: CollectProgress) => void;
}

/** Looks at the world: runs the collectors the checks need. */
export async function lookedUpFacts(
  context: CommandContext,
  input: CommandInput,
  request: LookRequest,
): Promise<FactsFile> {
  const { outside, subject, checks } = request;
  const { domain } = subject.manifest.product;
  const browserRuns = input.options.isOn('browser') ? runsOf(input.options.text('runs') ?? '5') : 0;
  return collectFacts({
    collectors: collectorsFor(checks, await loadCollectors(outside.files)),
    seeds: seedTargets(subject.manifest, registrableDomain(domain) ?? domain),
    manifest: subject.manifest,
    profile: subject.profile,
    outside,
    consent: {
      isActiveAllowed: input.options.isOn('active'),
      browserRuns,
      logFiles: [...(subject.manifest.repository.logs ?? []), ...input.options.list('logs')],
      ...(await givenMailHeaders(outside, input.options.text('mail-headers'))),
    },
    timeoutMs: seconds(input.options.text('timeout') ?? '60') * 1000 + browserMs(browserRuns),
    tool: `launch-ready ${context.version}`,
    signal: context.signal,
    ...(request.onProgress === undefined ? {} : { onProgress: request.onProgress }),
  });
}

async function givenMailHeaders(
  outside: Outside,
  path: string | undefined | null,
): Promise<{ readonly mailHeaders?: string }> {
  if (path === undefined || path === null) return {};
  const text = await outside.files.readText(path, { maxBytes: maxMailBytes });
  if (text.ok) return { mailHeaders: text.value };
  throw new UserError('LR_MAIL_HEADERS', {
    what: `${path} cannot be read: ${text.error.message.slice(0, 300)}`,
    why: 'A mail the product sent may give its origin away; without the file that stays open.',
    todo: 'Save one received mail with its full header, at most 1 MiB, and give its path.',
  });
}

/** A browser takes its time on top of the run's limit: a minute for visits, half a minute for each lab run. */
const browserMs = (runs: number): number => (runs === 0 ? 0 : 60_000 + runs * 30_000);

function runsOf(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 15) return value;
  throw new UserError('LR_RUNS_INVALID', {
    what: `--runs ${text.slice(0, 20)} is not a number of lab runs.`,
    why: 'One run varies by more than ten points; the median of several is told.',
    todo: 'Give 1 to 15; 5 is usual.',
  });
}

export function seconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && value <= 3600) return value;
  throw new UserError('LR_TIMEOUT_INVALID', {
    what: `--timeout ${text.slice(0, 20)} is not a number of seconds.`,
    why: 'A run ends within its limit.',
    todo: 'Give 1 to 3600.',
  });
}

const badFacts = (path: string, problem: string): UserError =>
  new UserError('LR_FACTS_INVALID', {
    what: `${path} cannot be judged: ${problem.slice(0, 400)}`,
    why: 'Saved facts are judged only when they are whole.',
    todo: 'Give a file written by: launch-ready audit --save facts.json',
  });
