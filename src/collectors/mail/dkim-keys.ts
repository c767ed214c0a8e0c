import { collector } from '../../model/collector.ts';
import dkimKeys, { type DkimKeys, type DkimSelector } from '../../facts/mail/dkim-keys.ts';
import { isWithin } from '../../protocols/mail/domain.ts';
import { selectorsToProbe } from '../../protocols/mail/services/table.ts';
import { ask, askWithAliases, inTurns, type Line, stopwatch } from './asking.ts';

const maxSelectors = 120;
const width = 12;

/** Asks the declared selectors and the usual ones; when `_domainkey` does not exist, there is nothing to ask for. */
export default collector({
  yields: dkimKeys,
  inputs: {},
  limits: { timeoutMs: 30_000 },
  async collect({ target, manifest, outside, signal }) {
    const known = stopwatch(outside);
    const line = { outside, signal };
    const domain = target.name;
    const declared = manifest.mail.senders
      .filter((sender) => isWithin(sender.domain, domain) || isWithin(domain, sender.domain))
      .flatMap(({ selectors }) => selectors)
      .filter((selector) => /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(selector));
    const made = `lr-${Buffer.from(outside.random.bytes(6)).toString('hex')}`;
    const [tree, wildcard] = await Promise.all([
      treeState(line, domain),
      look(line, domain, { selector: made, origin: 'probed' }),
    ]);
    const isWild = wildcard.status === 'found' || wildcard.aliases.length > 0;
    // Under a wildcard every guess finds the same thing; in an absent tree none finds any.
    const guesses = isWild || tree === 'absent' ? [] : selectorsToProbe;
    const wanted = [
      ...[...new Set(declared)].map((selector) => ({ selector, origin: 'declared' as const })),
      ...guesses
        .filter((selector) => !declared.includes(selector))
        .map((selector) => ({ selector, origin: 'probed' as const })),
    ].slice(0, maxSelectors);
    const seen = await inTurns(wanted, width, async (one) => look(line, domain, one));
    const value: DkimKeys = {
      domain,
      tree: isWild || seen.some(isThere) ? 'exists' : tree,
      wildcard: isWild ? wildcard : null,
      selectors: seen.filter((one) => one.origin === 'declared' || isThere(one)),
      probed: guesses.length,
      unanswered: seen
        .filter(({ origin, status }) => origin === 'probed' && status === 'failure')
        .map(({ selector }) => selector),
    };
    return known(value);
  },
});

const isThere = ({ status, aliases }: DkimSelector): boolean => status === 'found' || aliases.length > 0;

/** NXDOMAIN covers everything below a name (RFC 8020 section 2). */
async function treeState(line: Line, domain: string): Promise<DkimKeys['tree']> {
  const { status } = await ask(line, { name: `_domainkey.${domain}`, type: 'TXT' });
  if (status === 'failure') return 'unknown';
  return status === 'nxdomain' ? 'absent' : 'exists';
}

async function look(
  line: Line,
  domain: string,
  wanted: Pick<DkimSelector, 'selector' | 'origin'>,
): Promise<DkimSelector> {
  const name = `${wanted.selector.toLowerCase()}._domainkey.${domain}`;
  const { answer, aliases } = await askWithAliases(line, { name, type: 'TXT' });
  const reason = answer.reason === undefined ? {} : { reason: answer.reason };
  return { ...wanted, name, status: answer.status, aliases, texts: answer.values.slice(0, 10), ...reason };
}
