import { answerFromRecord, type DnsAnswer, noData } from '../dns-answer.ts';
import type { Recorded } from '../answer-schema.ts';
import { type DmarcDiscovery, discoverDmarc, discoverLegacyDmarc, type LegacyDiscovery } from './discover.ts';
import { checkReportDestinations, type ReportAuthorization } from './report-authorization.ts';

/** Everything DMARC says about one domain, worked out from recorded answers. */
export interface RecordedDmarc {
  readonly discovery: DmarcDiscovery;
  readonly legacy: LegacyDiscovery;
  /** Destinations of `rua`, then of `ruf`. */
  readonly destinations: readonly ReportAuthorization[];
  /** TXT texts at `_dmarc.<domain>`, whatever they are. */
  readonly own: DnsAnswer;
}

const kept = new WeakMap<Recorded, RecordedDmarc>();

/** Facts are frozen, so one reading of the same record serves every judgement. */
export function readRecordedDmarc(domain: string, answers: Recorded): RecordedDmarc {
  const known = kept.get(answers);
  if (known !== undefined && known.discovery.author === domain) return known;
  const discovery = answerFromRecord(discoverDmarc(domain), answers);
  const { record, at } = discovery;
  const uris = record === null ? [] : [...record.rua, ...record.ruf];
  const reading: RecordedDmarc = {
    discovery,
    legacy: answerFromRecord(discoverLegacyDmarc(domain), answers),
    destinations: answerFromRecord(checkReportDestinations(at ?? domain, uris), answers),
    own: answers[`TXT _dmarc.${domain}`] ?? noData,
  };
  kept.set(answers, reading);
  return reading;
}
