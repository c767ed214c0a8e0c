import { createHash } from 'node:crypto';
import type { ManifestDeploy } from '../model/manifest.ts';
import { absoluteAddress } from '../journeys/addresses.ts';
import { runCommand } from './commands.ts';
import type { DeployParts } from './parts.ts';
import { walkJourneys } from './walking.ts';

type Job = ManifestDeploy['backgroundJobs'][number];

/** How a background job, webhook or upload stands. `print` of an uploaded file: SHA-256, the same before and after. */
export interface JobState {
  readonly id: string;
  readonly kind: Job['kind'];
  readonly state: 'good' | 'bad' | 'unknown';
  readonly text: string;
  readonly print: string | null;
}

/** DEP-7: each declared job looked at by its own check: a command, an address, or a journey. */
export async function lookAtJobs(parts: DeployParts): Promise<readonly JobState[]> {
  const states: JobState[] = [];
  for (const job of parts.manifest.deploy.backgroundJobs) states.push(await lookAtJob(parts, job));
  return states;
}

async function lookAtJob(parts: DeployParts, job: Job): Promise<JobState> {
  const base = { id: job.id, kind: job.kind, print: null };
  if (job.check === null) return { ...base, state: 'unknown', text: 'has no check in launch.yaml' };
  if (job.check.startsWith('journey:')) return byJourney(parts, job, job.check.slice(8));
  if (/^(?:https?:\/\/|\/(?!\S*\s))/.test(job.check)) return byAddress(parts, job, job.check);
  const ended = await runCommand(parts.outside, parts.manifest, {
    line: job.check,
    folder: parts.folder,
    env: {},
    timeoutMs: Math.min(60_000, parts.settings.commandMs),
    signal: parts.signal,
    onLine: () => {},
    onStarted: async () => {},
  });
  const last = ended.tail.at(-1) ?? '';
  const text = `its check ${ended.text}${last === '' ? '' : `: ${last.slice(0, 200)}`}`;
  return { ...base, state: ended.isGood ? 'good' : 'bad', text };
}

async function byJourney(parts: DeployParts, job: Job, id: string): Promise<JobState> {
  const base = { id: job.id, kind: job.kind, print: null };
  if (!parts.manifest.journeys.some((journey) => journey.id === id))
    return { ...base, state: 'unknown', text: `its check names a journey "${id}" that is not declared` };
  const walked = await walkJourneys(parts, [id]);
  if (walked.failed > 0) return { ...base, state: 'bad', text: walked.failures[0] ?? 'its journey fails' };
  if (walked.unrun > 0)
    return { ...base, state: 'unknown', text: walked.failures[0] ?? 'its journey could not run' };
  return { ...base, state: 'good', text: `its journey ${id} goes through` };
}

async function byAddress(parts: DeployParts, job: Job, written: string): Promise<JobState> {
  const { outside, manifest, journeys, signal } = parts;
  const base = { id: job.id, kind: job.kind };
  const url = absoluteAddress(written, 'api', { manifest, baseUrl: journeys.baseUrl });
  if (url === null)
    return { ...base, print: null, state: 'unknown', text: `its check "${written}" is no address` };
  const got = await outside.http.request({
    url,
    timeoutMs: 15_000,
    maxBodyBytes: 16 * 1024 * 1024,
    isChainWanted: false,
    signal,
  });
  if (!got.ok) return { ...base, print: null, state: 'bad', text: got.error.message };
  const { status, body } = got.value;
  const isGood = status >= 200 && status < 300;
  // What a job reports of itself changes all the time; a file somebody uploaded may not.
  const print = isGood && job.kind === 'upload' ? createHash('sha256').update(body).digest('hex') : null;
  return { ...base, print, state: isGood ? 'good' : 'bad', text: `${url} answers ${status}` };
}

export interface JobChange {
  readonly id: string;
  readonly change: 'survived' | 'broke' | 'was broken' | 'mended' | 'unknown';
  readonly text: string;
}

/** Before beside after; pure. What was broken before is not blamed on the release. */
export function compareJobs(before: readonly JobState[], after: readonly JobState[]): readonly JobChange[] {
  return after.map((now) => {
    const was = before.find(({ id }) => id === now.id);
    return { id: now.id, ...changeOf(was, now) };
  });
}

function changeOf(was: JobState | undefined, now: JobState): Omit<JobChange, 'id'> {
  const text = `${now.kind} ${now.id}: ${now.text}`;
  if (now.state === 'unknown' || was === undefined || was.state === 'unknown')
    return { change: now.state === 'bad' ? 'broke' : 'unknown', text };
  if (now.state === 'bad')
    return was.state === 'bad'
      ? { change: 'was broken', text: `${text}, as before` }
      : { change: 'broke', text };
  if (was.state === 'bad') return { change: 'mended', text };
  if (was.print !== null && now.print !== null && was.print !== now.print)
    return { change: 'broke', text: `${text}, but with other content than before` };
  return { change: 'survived', text };
}
