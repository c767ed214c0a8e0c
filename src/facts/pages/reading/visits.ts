import { notApplicable, unknown } from '../../../model/check.ts';
import type { JudgeContext, Verdict } from '../../../model/check.ts';
import { median } from '../../../protocols/browser/lab.ts';
import type { LabRun } from '../../../protocols/browser/lab.ts';
import type { BrowserVisits, DoneVisits } from '../browser.ts';

type Lab = NonNullable<DoneVisits['lab']>;

/** Lets a judgement through to what a browser saw, or says why none was there. */
export function onVisits(seen: BrowserVisits, judge: (done: DoneVisits) => Verdict): Verdict {
  if (!seen.isVisited) return notApplicable(seen.isOnlyNotAsked ? 'judged with --browser only' : seen.why);
  const shown = seen.visits.filter(({ problem }) => problem === null);
  const [first] = seen.visits;
  if (shown.length === 0 && first !== undefined)
    return unknown(
      `what a browser shows of ${first.url}: ${first.problem ?? ''}`,
      'launch-ready audit --browser',
    );
  return judge({ ...seen, visits: shown });
}

/** The same for the repeated runs of the start page. */
export function onLab(seen: BrowserVisits, judge: (lab: Lab) => Verdict): Verdict {
  return onVisits(seen, ({ lab }) => {
    if (lab === null) return notApplicable('the start page of the canonical host is measured, not this host');
    if (lab.runs.length > 0) return judge(lab);
    return unknown(
      `how fast ${lab.url} is: ${lab.failures[0] ?? 'no run was finished'}`,
      'launch-ready audit --browser',
    );
  });
}

export const medianOf = (lab: Lab, figure: (run: LabRun) => number | null): number | null =>
  median(lab.runs.map(figure));

/** `median of 5 runs, Lighthouse 13.5.0` */
export const howMeasured = (lab: Lab): string =>
  `median of ${lab.runs.length} run${lab.runs.length === 1 ? '' : 's'} as a phone on slow 4G, ${lab.tool}`;

export const runLines = (lab: Lab): readonly string[] =>
  lab.runs.map(
    (run, at) =>
      `run ${at + 1}: score ${run.score ?? '-'}, first paint ${run.firstPaintMs ?? '-'} ms, largest paint ${run.largestPaintMs ?? '-'} ms, ` +
      `layout shift ${run.layoutShift?.toFixed(3) ?? '-'}, blocked ${run.blockingMs ?? '-'} ms, ${run.bytes} bytes in ${run.requests} requests`,
  );

/** Nobody asked for a browser: told once, on the host that is measured. */
export function notMeasured(seen: BrowserVisits, { target, manifest }: JudgeContext): Verdict | null {
  if (seen.isVisited || !seen.isOnlyNotAsked) return null;
  const home = manifest.product.canonicalHost ?? manifest.product.domain;
  if (target.name !== home)
    return notApplicable('the start page of the canonical host is measured, not this host');
  return unknown(
    seen.why === 'no browser was asked for'
      ? 'how fast the start page is on a phone, and what it complains about: no browser was asked for'
      : `how fast the start page is on a phone: ${seen.why}`,
    'launch-ready audit --browser',
  );
}
