import { check, fail, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { every } from '../../model/need.ts';
import { nothingIn, onScripts } from '../../facts/bundles/reading/all-scripts.ts';
import scripts from '../../facts/bundles/scripts.ts';

export default check({
  title: 'The site’s scripts call no address of a developer’s machine',
  failingTitle: 'The site’s scripts call an address that exists on a developer’s machine only',
  requirements: ['DEP-2', 'EDGE-8'],
  stage: 'env',
  target: 'site',
  severity: 'high',
  impact: 'revenue',
  why: 'It works for whoever built it and fails for every customer.',
  sources: [page('Vite: env variables and modes', 'https://vite.dev/guide/env-and-mode')],
  needs: { all: every(scripts) },
  fix: 'Set the address of the production API in the build’s environment and build again.',
  effortMinutes: 15,
  reproduce: ({ target }) =>
    `curl -sS https://${target.name}/ | grep -oE 'https?://(localhost|127[.]0)[^"]*'   # also in its scripts`,
  judge: ({ all }) =>
    onScripts(all, (read) => {
      const [first] = read.localAddresses;
      if (first === undefined) return nothingIn(read, (files) => pass(`none in ${files}`));
      const more = read.localAddresses.length === 1 ? '' : ` (and ${read.localAddresses.length - 1} more)`;
      return fail(`${first.url} is built for ${first.address}${more}`, {
        evidence: [
          table(
            'Local addresses',
            ['in', 'address'],
            read.localAddresses.map(({ url, address }) => [url, address]),
          ),
        ],
        confidence: 'likely',
      });
    }),
});
