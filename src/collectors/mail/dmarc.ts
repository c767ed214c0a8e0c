import { collector } from '../../model/collector.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import type { DnsAnswer } from '../../protocols/mail/dns-answer.ts';
import { discoverDmarc, discoverLegacyDmarc } from '../../protocols/mail/dmarc/discover.ts';
import { checkReportDestinations } from '../../protocols/mail/dmarc/report-authorization.ts';
import { ask, type Line, recordInto, stopwatch } from './asking.ts';

const maxMailboxes = 5;

/** Walks as RFC 9989 and RFC 7489 receivers do and asks the report destinations for their consent. */
export default collector({
  yields: dmarc,
  inputs: {},
  limits: { timeoutMs: 25_000 },
  async collect({ target, outside, signal }) {
    const known = stopwatch(outside);
    const line = { outside, signal };
    const domain = target.name;
    const answers: Record<string, DnsAnswer> = {};
    const { record, at } = await recordInto(discoverDmarc(domain), line, answers);
    await recordInto(discoverLegacyDmarc(domain), line, answers);
    const uris = record === null ? [] : [...record.rua, ...record.ruf];
    await recordInto(checkReportDestinations(at ?? domain, uris), line, answers);
    const domains = [
      ...new Set(uris.flatMap((uri) => (uri.scheme === 'mailto' ? (uri.domain ?? []) : []))),
    ].slice(0, maxMailboxes);
    const mailboxes = await Promise.all(domains.map(async (name) => mailboxOf(line, name)));
    return known({ domain, answers, mailboxes });
  },
});

async function mailboxOf(
  line: Line,
  domain: string,
): Promise<{ readonly domain: string; readonly mx: DnsAnswer; readonly address: DnsAnswer }> {
  const [mx, address] = await Promise.all([
    ask(line, { name: domain, type: 'MX' }),
    ask(line, { name: domain, type: 'A' }),
  ]);
  return { domain, mx, address };
}
