import { z } from 'zod';
import type { Beat, Monitor, Probe } from '../../model/monitor.ts';
import { optionProblems } from '../probing/http-options.ts';
import { begin, sampleFrom } from '../probing/sample.ts';
import type { SampleParts } from '../probing/sample.ts';

const options = z.strictObject({
  /** How often the job reports, in seconds. */
  everySeconds: z
    .int()
    .min(10)
    .max(366 * 86_400),
  /** How late it may be. Default: a tenth of that, at least a minute. */
  graceSeconds: z
    .int()
    .min(0)
    .max(31 * 86_400)
    .optional(),
  /** How long one run may take after it reported its start. */
  maxRunSeconds: z
    .int()
    .min(1)
    .max(7 * 86_400)
    .optional(),
});

/** A job (cron, queue, backup) that reports by itself; silence is the failure. */
export default {
  kind: 'heartbeat',
  title: 'Heartbeat of a job',
  requirements: ['MON-1'],
  problems: (given) => optionProblems(options, given),
  run: async (context) => {
    const begun = begin(context);
    const { monitor, beats } = context;
    if (beats === undefined)
      return sampleFrom(context, begun, {
        outcome: 'unknown',
        code: 'no-beats',
        message: 'Nobody collects beats here',
      });
    const last = await beats.last(monitor.target);
    return sampleFrom(context, begun, { totalMs: null, ...judgeBeat(monitor, last, begun.at) });
  },
} satisfies Probe;

/** What the last beat says at `now` (Unix ms). Pure. A job that never reported is unknown, not broken. */
export function judgeBeat(monitor: Monitor, last: Beat | null, now: number): SampleParts {
  const { everySeconds, graceSeconds, maxRunSeconds } = options.parse(monitor.options);
  if (last === null)
    return { outcome: 'unknown', code: 'never-seen', message: 'The job has never reported yet' };
  const graceMs = (graceSeconds ?? Math.max(60, everySeconds / 10)) * 1000;
  const ageMs = now - last.at;
  if (last.kind === 'fail')
    return down(
      'heartbeat-failed',
      `The job reported a failure${last.detail === null ? '' : `: ${last.detail}`}`,
    );
  if (last.kind === 'start' && maxRunSeconds !== undefined && ageMs > maxRunSeconds * 1000)
    return down('heartbeat-overrun', `The job began ${lengthText(ageMs)} ago and has not finished`);
  if (ageMs <= everySeconds * 1000 + graceMs) return { outcome: 'up', message: '' };
  return down(
    'heartbeat-missing',
    `Nothing heard for ${lengthText(ageMs)}; the job reports every ${lengthText(everySeconds * 1000)}`,
  );
}

const down = (code: string, message: string): SampleParts => ({
  outcome: 'down',
  layer: 'heartbeat',
  code,
  message,
});

const lengthText = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `${Math.round(ms / 1000)} s`;
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
};
