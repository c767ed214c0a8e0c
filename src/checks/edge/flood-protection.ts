import { check, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import addresses from '../../facts/domain/addresses.ts';
import crawl from '../../facts/pages/crawl.ts';
import { recogniseHost } from '../../protocols/hosting/recognise.ts';
import { protectionsIn } from '../../protocols/http/protection.ts';

export default check({
  title: 'Something in front of the host absorbs floods and bots',
  failingTitle: 'Nothing in front of the host absorbs floods and bots',
  requirements: ['EDGE-6'],
  stage: 'edge',
  target: 'host',
  // From outside its absence cannot be shown, so this never fails: it passes, or stays open.
  severity: 'low',
  impact: 'revenue',
  why: 'A cheap attack on launch day takes the shop down for as long as somebody likes.',
  sources: [page('Cloudflare: DDoS protection', 'https://developers.cloudflare.com/ddos-protection/')],
  needs: { addresses, crawl: optional(crawl) },
  fix: 'Put a delivery network with flood protection in front, or ask the hosting company what it does against floods.',
  effortMinutes: 120,
  reproduce: ({ target }) =>
    `curl -sSkI 'https://${target.name}/' | grep -iE '^(server|via|cf-ray|x-.*-id|set-cookie):'`,
  judge: ({ addresses: seen, crawl: crawled }, { manifest, target }) => {
    const role = manifest.hosts.find((host) => host.name === target.name)?.role;
    if (role !== undefined && !selling.has(role)) return notApplicable('customers do not wait for this host');
    if (crawled.state !== 'known' || !crawled.value.isCrawled)
      return notApplicable(
        crawled.state === 'known' && !crawled.value.isCrawled
          ? crawled.value.why
          : 'its pages could not be read',
      );
    const fields = crawled.value.pages.flatMap((each) => each.fields);
    const found = recogniseHost({
      aliases: seen.chain.map((alias) => alias.target),
      addresses: [...seen.ipv4, ...seen.ipv6],
      headers: fields.filter(([name]) => name !== 'set-cookie'),
    });
    const marks = protectionsIn(fields);
    const bots = marks.length === 0 ? '' : `; seen of it: ${marks.join(', ')}`;
    const { provider, by } = found ?? {};
    const isManaged =
      provider?.isProxy === true || provider?.kind === 'builder' || managed.has(provider?.id ?? '');
    if (isManaged) return pass(`behind ${provider?.name} (${by})${bots}`);
    if (marks.length > 0) return pass(`behind ${marks.join(', ')}`);
    const where = provider === undefined ? 'no delivery network shows itself' : `it runs at ${provider.name}`;
    return unknown(
      `what absorbs a flood cannot be told from outside: ${where}`,
      'ask whoever hosts it, and write the answer into the handover',
    );
  },
});

/** Platforms that answer from their own edge in front of every customer. */
const managed = new Set([
  'vercel',
  'netlify',
  'cloudflare-pages',
  'github-pages',
  'firebase',
  'render',
  'fly',
]);

/** Where a flood costs sales. */
const selling = new Set<string>(['apex', 'www', 'app', 'api', 'checkout', 'auth']);
