import { unixMs } from '../../model/brand.ts';
import type { CalendarEntry } from '../../model/handover.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import hsts from '../../facts/tls/hsts.ts';
import { ladderRules } from '../../protocols/mail/dmarc/ladder.ts';
import { dmarcOf } from '../../protocols/mail/view/dmarc-view.ts';
import { readHsts } from '../../protocols/tls/hsts.ts';
import { factsOf, type HandoverMaterial } from './material.ts';

const dayMs = 86_400_000;
const yearSeconds = 31_536_000;
/** A promise is made longer when nothing broke for a week. */
const hstsDays = 7;

/** What is tightened step by step, each step some days after the one before: DMARC and HSTS. */
export const ladderDates = (material: HandoverMaterial): readonly CalendarEntry[] => [
  ...dmarcSteps(material),
  ...hstsSteps(material),
];

const nextPolicy = { none: 'quarantine', quarantine: 'reject', reject: null } as const;

const dmarcSteps = (material: HandoverMaterial): readonly CalendarEntry[] =>
  factsOf(material, dmarc).flatMap(({ name, value }) => {
    const { policy, from } = dmarcOf(value).discovery;
    const next = policy === null || from === 'default' ? null : nextPolicy[policy];
    if (next === null) return [];
    return [
      {
        id: `dmarc ${name}`,
        at: unixMs(material.file.collectedAt + ladderRules.quarantineDays * dayMs),
        title: `DMARC of ${name}: from p=${policy ?? ''} to p=${next}`,
        about:
          'if the reports allow it: launch-ready mail reports FOLDER, then launch-ready fix plan --reports FILE',
      },
    ];
  });

/** One entry for all hosts with the same promise. */
function hstsSteps(material: HandoverMaterial): readonly CalendarEntry[] {
  const short = factsOf(material, hsts).flatMap(({ name, value }) => {
    const [first] = value.https.state === 'answered' ? value.https.headers : [];
    const seconds = first === undefined ? null : readHsts(first).header.maxAgeSeconds;
    // No seconds take the promise back: that is a finding, not a step.
    return seconds === null || seconds === 0 || seconds >= yearSeconds ? [] : [{ name, seconds }];
  });
  return [...Map.groupBy(short, ({ seconds }) => seconds)].map(([seconds, hosts]) => ({
    id: `hsts ${seconds}`,
    at: unixMs(material.file.collectedAt + hstsDays * dayMs),
    title: `HSTS of ${hosts.map(({ name }) => name).join(', ')}: longer than ${seconds} s`,
    about:
      'if nothing broke: launch-ready fix plan, where an edge holds it; else at the web server. The aim is a year.',
  }));
}
