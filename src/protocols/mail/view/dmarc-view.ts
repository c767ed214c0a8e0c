import { notApplicable, unknown, type Verdict } from '../../../model/check.ts';
import { type Evidence, lines } from '../../../model/evidence.ts';
import type { Manifest } from '../../../model/manifest.ts';
import type { Recorded } from '../answer-schema.ts';
import { type RecordedDmarc, readRecordedDmarc } from '../dmarc/recorded.ts';
import { type DmarcRecord, isDmarcRecord } from '../dmarc/record.ts';

/** The parts of `mail/dmarc` that judgements look at. */
export interface ReadDmarc {
  readonly domain: string;
  readonly answers: Recorded;
}

export const dmarcOf = ({ domain, answers }: ReadDmarc): RecordedDmarc => readRecordedDmarc(domain, answers);

export type RecordOrVerdict =
  | { readonly record: DmarcRecord; readonly at: string; readonly verdict: null }
  | { readonly record: null; readonly at: string; readonly verdict: Verdict };

/** The record that applies and is this domain's to answer for, or why there is none to judge. */
export function recordToJudge(dmarc: ReadDmarc, manifest: Manifest): RecordOrVerdict {
  const { discovery } = dmarcOf(dmarc);
  const own = discovery.walk.steps.find(({ domain }) => domain === dmarc.domain);
  const stop = (verdict: Verdict): RecordOrVerdict => ({ record: null, at: dmarc.domain, verdict });
  if (own?.state === 'several') return stop(notApplicable('there are several records: mail/dmarc-single'));
  // A record whose policy nobody can read does not apply, but its text is still there to be judged.
  const record = discovery.record ?? own?.record ?? null;
  if (record === null)
    return stop(
      discovery.isComplete ? notApplicable('there is no DMARC record: mail/dmarc-presence') : unread(dmarc),
    );
  const at = discovery.at ?? dmarc.domain;
  if (at !== dmarc.domain && manifest.mail.domains.includes(at))
    return stop(notApplicable(`the record is that of ${at}, and is judged there`));
  return { record, at, verdict: null };
}

export const unread = ({ domain }: ReadDmarc): Verdict =>
  unknown(
    'the DMARC record could not be looked for: a name server did not answer',
    `dig _dmarc.${domain} TXT`,
  );

export const recordEvidence = (at: string, record: DmarcRecord): Evidence =>
  lines('Record', [`_dmarc.${at} TXT "${record.text}"`]);

/** Texts that were meant to be DMARC and are not. */
export const lookalikes = (dmarc: ReadDmarc): readonly string[] =>
  dmarcOf(dmarc).own.values.filter(
    (text) => !isDmarcRecord(text) && /dmarc|(?:^|;)\s*p\s*=\s*(?:none|quarantine|reject)/i.test(text),
  );
