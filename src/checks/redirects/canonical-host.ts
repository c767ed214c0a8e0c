import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { every } from '../../model/need.ts';
import entry from '../../facts/redirects/entry.ts';
import { frontDoors } from '../../facts/redirects/reading/home-hosts.ts';
import { curlWalk, walkEvidence } from '../../protocols/http/walk-reading.ts';
import { isOwnHost } from '../../protocols/http/web-host.ts';

export default check({
  title: 'Every front door ends on the canonical host',
  failingTitle: 'The front doors end on another host than the declared canonical one',
  requirements: ['EDGE-2', 'EDGE-9'],
  stage: 'redirects',
  target: 'site',
  severity: 'high',
  impact: 'revenue',
  why: 'Links, cookies, mails and payment callbacks are written for one host, and visitors arrive on another.',
  sources: [
    page(
      'Google: canonicalization',
      'https://developers.google.com/search/docs/crawling-indexing/canonicalization',
    ),
  ],
  needs: { entries: every(entry) },
  fix: 'Turn the redirect between the domain and its www round, or correct canonicalHost in launch.yaml.',
  effortMinutes: 20,
  reproduce: ({ manifest: { product } }) => curlWalk(`https://${product.domain}/`),
  judge: ({ entries }, { manifest }) => {
    const { domain, canonicalHost } = manifest.product;
    const doors = frontDoors(entries, manifest).filter((door) => door.endsOn !== null);
    if (entries.every(({ fact }) => fact.state === 'unknown'))
      return unknown('where the front doors lead', curlWalk(`https://${domain}/`));
    const ends = new Set(doors.map((door) => door.endsOn ?? ''));
    const [end] = ends;
    if (end === undefined) return notApplicable('no front door arrives, which other checks judge');
    if (ends.size > 1) return notApplicable('the front doors do not agree, which redirects/apex-www judges');
    if (canonicalHost === null) return pass(`all end on ${end}`);
    if (end === canonicalHost) return pass(`all end on ${end}, as declared`);
    if (!isOwnHost(manifest, end))
      return notApplicable('they leave the product, which redirects/foreign-host judges');
    return fail(`all end on ${end}, declared is ${canonicalHost}`, {
      evidence: doors.map((door) => walkEvidence(door.entry.https)),
    });
  },
});
