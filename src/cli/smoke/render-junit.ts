import type { JourneyRun } from '../../model/journey-run.ts';
import { inertBlock } from '../../report/inert.ts';
import { element, xmlText } from '../../report/junit/xml.ts';
import type { SmokeDocument } from './document.ts';

/** JUnit: one case per journey; what could not run is skipped with its reason. */
export function renderSmokeJunit({ journeys, tookMs }: SmokeDocument): string {
  const count = (outcome: JourneyRun['outcome']): number =>
    journeys.filter((run) => run.outcome === outcome).length;
  const time = (tookMs / 1000).toFixed(3);
  const counts = {
    tests: journeys.length,
    failures: count('failed'),
    errors: 0,
    skipped: count('could not run'),
    time,
  };
  const suite = element('testsuite', { name: 'launch-ready.journeys', ...counts }, [
    '\n',
    ...journeys.map((run) => `${caseOf(run)}\n`),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'launch-ready smoke', ...counts }, ['\n', suite, '\n'])}\n`;
}

function caseOf(run: JourneyRun): string {
  const failedAt = run.steps.find(({ outcome }) => outcome === 'failed' || outcome === 'could not run');
  const message = inertBlock(`${run.failedStep === null ? '' : `${run.failedStep}: `}${run.message}`);
  const body = inertBlock([...(failedAt?.evidence ?? []), ...run.artifacts].join('\n'));
  const children =
    run.outcome === 'good'
      ? []
      : [
          run.outcome === 'failed'
            ? element('failure', { message, type: run.code ?? 'failed' }, [xmlText(body)])
            : element('skipped', { message }),
        ];
  return element(
    'testcase',
    {
      name: inertBlock(run.title),
      classname: `journeys.${run.journey}`,
      time: (run.tookMs / 1000).toFixed(3),
    },
    children,
  );
}
