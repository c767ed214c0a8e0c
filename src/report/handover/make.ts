import {
  handoverSchema,
  type Handover,
  type HandoverLine,
  type HandoverSection,
} from '../../model/handover.ts';
import { cleaned } from './clean.ts';
import { calendarOf } from './calendar.ts';
import { contradictionsOf } from './contradictions.ts';
import { saidInManifest } from './lines.ts';
import type { HandoverMaterial } from './material.ts';
import { openQuestions } from './questions.ts';
import { accessSection } from './sections/access.ts';
import { accountsSection } from './sections/accounts.ts';
import { changesSection, nextSection, risksSection, weekOneSection } from './sections/closing.ts';
import { domainSection, edgeSection, redirectsSection, tlsSection } from './sections/edge.ts';
import { deploySection, dataSection, variablesSection } from './sections/code.ts';
import { incidentSection, monitoringSection } from './sections/incident.ts';
import { mailSection } from './sections/mail.ts';
import { runbooksSection } from './sections/runbooks.ts';

/** In the order a new owner needs them (HAND-1). */
const makers: readonly ((material: HandoverMaterial) => HandoverSection)[] = [
  changesSection,
  accountsSection,
  domainSection,
  redirectsSection,
  tlsSection,
  edgeSection,
  mailSection,
  deploySection,
  variablesSection,
  dataSection,
  monitoringSection,
  incidentSection,
  runbooksSection,
  risksSection,
  weekOneSection,
  accessSection,
  nextSection,
];

/** The whole pack. Pure: the same material gives the same pack, byte by byte; no secret and no mail address of a person is in it. */
export function makeHandover(material: HandoverMaterial): Handover {
  const { report, now } = material;
  const pack: Handover = {
    schema: handoverSchema,
    tool: `launch-ready ${report.tool.version}`,
    product: report.subject.product,
    domain: report.subject.domain,
    createdAt: now,
    measuredAt: report.collectedAt,
    verdict: report.verdict,
    headline: report.headline,
    contradictions: contradictionsOf(material),
    sections: makers.map((make) => make(material)),
    questions: openQuestions(material),
    calendar: calendarOf(material),
    factsDigest: report.digests.facts,
  };
  return cleaned(pack, isAnswer);
}

/** The owner wrote a number to ring into an answer so that it can be rung. */
const isAnswer = (value: object): boolean => {
  const { origin, by }: Partial<HandoverLine> = value;
  return origin === 'asked' && by !== undefined && by !== null && by !== saidInManifest;
};
