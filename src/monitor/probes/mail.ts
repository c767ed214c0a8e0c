import { z } from 'zod';
import type { MailArrival, Probe, ProbeContext } from '../../model/monitor.ts';
import { optionProblems } from '../probing/http-options.ts';
import { begin, sampleFrom } from '../probing/sample.ts';
import type { SampleParts } from '../probing/sample.ts';

const options = z.strictObject({
  /** Later than this is degraded, in seconds; the monitor's time limit is when it counts as lost. */
  withinSeconds: z.int().min(1).max(3600).default(60),
});

/** Sends a mail, waits for it in an inbox and measures the way. */
export default {
  kind: 'mail',
  title: 'Mail flow',
  requirements: ['MON-1', 'MON-3'],
  problems: (given) => optionProblems(options, given),
  run: async (context) => {
    const begun = begin(context);
    return sampleFrom(context, begun, await flow(context));
  },
} satisfies Probe;

async function flow({ mailFlow, monitor, signal, outside }: ProbeContext): Promise<SampleParts> {
  if (mailFlow === undefined)
    return { outcome: 'unknown', code: 'no-mail', message: 'Mail is not sent from here' };
  const fromMs = outside.clock.monotonicMs();
  using deadline = outside.clock.deadline(monitor.timeoutMs, signal);
  const sent = await mailFlow.send(monitor.target, deadline.signal);
  // Nothing was sent: neither a refusal nor a loss.
  if (!sent.ok && sent.error.kind === 'not-found')
    return { outcome: 'unknown', code: 'no-mail', message: sent.error.message };
  if (!sent.ok) return down('mail-refused', `The mail was not accepted: ${sent.error.message}`);
  const arrived = await mailFlow.wait(monitor.target, sent.value.token, deadline.signal);
  const tookMs = outside.clock.monotonicMs() - fromMs;
  if (!arrived.ok)
    return {
      outcome: 'unknown',
      code: 'inbox',
      message: `The inbox cannot be read: ${arrived.error.message}`,
    };
  if (arrived.value === null)
    return down('mail-lost', `The mail did not arrive within ${Math.round(monitor.timeoutMs / 1000)} s`);
  return judged(arrived.value, tookMs, options.parse(monitor.options).withinSeconds);
}

function judged(
  { folder, failedAuthentication }: MailArrival,
  tookMs: number,
  withinSeconds: number,
): SampleParts {
  const seconds = Math.round(tookMs / 1000);
  if (failedAuthentication.length > 0)
    return down('mail-authentication', `The receiver says ${failedAuthentication.join(' and ')} failed`);
  if (/junk|spam|bulk/i.test(folder))
    return { ...down('mail-junk', `The mail arrived in ${folder}`), outcome: 'degraded', totalMs: tookMs };
  if (tookMs > withinSeconds * 1000)
    return {
      ...down('mail-late', `The mail took ${seconds} s, more than ${withinSeconds} s`),
      outcome: 'degraded',
      totalMs: tookMs,
    };
  return { outcome: 'up', message: '', totalMs: tookMs };
}

const down = (code: string, message: string): SampleParts => ({
  outcome: 'down',
  layer: 'mail',
  code,
  message,
});
