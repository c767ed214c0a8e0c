import type { HandoverSection } from '../../../model/handover.ts';
import type { Finding } from '../../../model/finding.ts';
import { severities } from '../../../model/check.ts';
import { targetKey } from '../../../model/target.ts';
import { answered, derived, isoDay, measured } from '../lines.ts';
import type { HandoverMaterial } from '../material.ts';
import { questionsOf } from '../questions.ts';

export function changesSection({ changes }: HandoverMaterial): HandoverSection {
  return {
    id: 'changes',
    title: 'What changed',
    about: 'Everything this tool changed for the product, with the way back.',
    blocks: [
      {
        title: 'Changes',
        columns: ['when', 'what', 'why', 'proof'],
        lines: changes.map(({ id, at, what, why, by, proof, undo }) => ({
          id: `change ${id}`,
          cells: [isoDay(at), what, why, proof],
          origin: 'measured',
          state: 'plain',
          at,
          by,
          rerun: undo,
        })),
      },
    ],
  };
}

export function risksSection(material: HandoverMaterial): HandoverSection {
  const { report } = material;
  const line = (finding: Finding, cells: readonly string[]) =>
    measured(material, {
      id: `risk ${finding.check} ${targetKey(finding.target)}`,
      cells,
      state: 'bad',
      rerun: `launch-ready verify ${finding.fingerprint} ${report.subject.domain}`,
    });
  return {
    id: 'risks',
    title: 'Known risks',
    about: 'Open and accepted ones. An accepted risk has a name and a last day.',
    blocks: [
      {
        title: 'Open',
        columns: ['severity', 'what', 'where', 'seen'],
        lines: report.findings.map((each) =>
          line(each, [each.severity, each.title, each.target.name, each.found]),
        ),
      },
      {
        title: 'Accepted',
        columns: ['severity', 'what', 'where', 'by', 'until', 'because'],
        lines: report.waived.map((each) =>
          line(each, [
            each.severity,
            each.title,
            each.target.name,
            each.waiver?.owner ?? '',
            each.waiver?.until ?? '',
            each.waiver?.reason ?? '',
          ]),
        ),
      },
      {
        title: 'Not known',
        columns: ['what', 'where', 'why not', 'find out'],
        lines: report.unknown.map(({ check, title, target, text, remedy }) =>
          measured(material, {
            id: `unknown ${check} ${targetKey(target)}`,
            cells: [title, target.name, text, remedy],
            state: 'unknown',
            rerun: `launch-ready audit ${report.subject.domain} --only ${check}`,
          }),
        ),
      },
    ],
  };
}

/** What normal looks like: the profile's bar, and what the owner expects. */
export function weekOneSection(material: HandoverMaterial): HandoverSection {
  const { api, page, uptime, mail, availability } = material.profile;
  const rows: readonly (readonly [string, string | null])[] = [
    ['Answers of the API (p95)', `at most ${api.p95GoodMs} ms`],
    ['Largest picture or text on a phone', page.lcpMs === null ? null : `within ${page.lcpMs} ms`],
    ['Availability', availability === null ? null : `${(availability * 100).toFixed(1)} %`],
    [
      'Mails arrive',
      mail.deliveredWithinSeconds === null ? null : `within ${mail.deliveredWithinSeconds} s, in the inbox`,
    ],
    ['Checks', `every ${uptime.intervalSeconds} s, from ${uptime.minRegions} or more places`],
    ['Alerts', 'none for a healthy day: an alert that needs nothing done is a fault of the alert'],
  ];
  return {
    id: 'week-one',
    title: 'What good looks like in week one',
    about: 'Outside of these, look; the bar is the profile’s.',
    blocks: [
      {
        title: 'Bands',
        columns: ['what', 'normal'],
        lines: rows.flatMap(([what, normal]) =>
          normal === null ? [] : [derived(`normal ${what}`, [what, normal])],
        ),
      },
      {
        title: 'Asked of the owner',
        columns: ['question', 'answer'],
        lines: questionsOf(material, 'week-one').map(({ id, question }) =>
          answered(material, id, [question]),
        ),
      },
    ],
  };
}

/** Ordered by risk removed per hour. */
export function nextSection({ report }: HandoverMaterial): HandoverSection {
  const weight = { blocker: 27, high: 9, medium: 3, low: 1 } as const;
  const worth = ({ severity, effortMinutes }: Finding): number =>
    weight[severity] / Math.max(5, effortMinutes);
  const ordered = report.findings.toSorted(
    (a, b) => worth(b) - worth(a) || severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
  return {
    id: 'next',
    title: 'Next steps',
    about: 'What removes most risk for an hour of work comes first; then what is not worth building yet.',
    blocks: [
      {
        title: 'Backlog',
        columns: ['what', 'where', 'minutes', 'how'],
        lines: ordered.map((each) =>
          derived(
            `next ${each.check} ${targetKey(each.target)}`,
            [each.title, each.target.name, String(each.effortMinutes), each.fix],
            `launch-ready explain ${each.check}`,
          ),
        ),
      },
      {
        title: 'Not now',
        columns: ['what', 'why not'],
        lines: report.notNow.map(({ id, what, why }) => derived(`not-now ${id}`, [what, why])),
      },
    ],
  };
}
