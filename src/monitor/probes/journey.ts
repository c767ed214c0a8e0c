import type { Probe } from '../../model/monitor.ts';
import { begin, sampleFrom } from '../probing/sample.ts';

/** A whole path of a user, by the runner of the journeys room. */
export default {
  kind: 'journey',
  title: 'Journey',
  requirements: ['MON-1'],
  problems: (options) =>
    Object.keys(options).map(
      (name) => `options.${name}: a journey has no options, its steps are in the manifest`,
    ),
  run: async (context) => {
    const begun = begin(context);
    const { journeys, monitor } = context;
    if (journeys === undefined)
      return sampleFrom(context, begun, {
        outcome: 'unknown',
        code: 'no-runner',
        message: 'Journeys are not run here',
      });
    const done = await journeys.run(monitor.target, context);
    const common = { totalMs: done.tookMs, evidence: done.evidence };
    if (done.couldNotRun === true)
      return sampleFrom(context, begun, {
        ...common,
        totalMs: null,
        outcome: 'unknown',
        code: done.code ?? 'could-not-run',
        message: `It could not be walked from here: ${done.message}`,
      });
    if (!done.isGood) {
      const at = done.failedStep === null ? '' : `Step "${done.failedStep}": `;
      return sampleFrom(context, begun, {
        ...common,
        outcome: 'down',
        layer: 'journey',
        code: done.code ?? 'journey-failed',
        message: `${at}${done.message}`,
      });
    }
    const { slowMs } = monitor;
    if (slowMs === null || done.tookMs <= slowMs)
      return sampleFrom(context, begun, { ...common, outcome: 'up', message: '' });
    return sampleFrom(context, begun, {
      ...common,
      outcome: 'degraded',
      layer: 'journey',
      code: 'slow',
      message: `${Math.round(done.tookMs)} ms, slower than ${slowMs} ms`,
    });
  },
} satisfies Probe;
