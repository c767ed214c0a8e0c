import { check, fail, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { every } from '../../model/need.ts';
import { nothingIn, onScripts } from '../../facts/bundles/reading/all-scripts.ts';
import scripts from '../../facts/bundles/scripts.ts';

export default check({
  title: 'Source maps do not publish the product’s source',
  failingTitle: 'Source maps publish the product’s source code with its comments',
  requirements: ['EDGE-8'],
  stage: 'build',
  target: 'site',
  severity: 'medium',
  impact: 'security',
  why: 'Anybody reads the original code with names and comments, and finds what it trusts the browser with.',
  sources: [page('ECMA-426: source map format, sourcesContent', 'https://tc39.es/ecma426/')],
  needs: { all: every(scripts) },
  fix: 'Build with hidden source maps, upload them to your error tracker only, and delete them from the published folder.',
  effortMinutes: 20,
  reproduce: ({ target }) =>
    `curl -sS https://${target.name}/ | grep -oE '[^"]+[.]js'   # then ask for the same with .map`,
  judge: ({ all }) =>
    onScripts(all, (read) => {
      const telling = read.maps.filter(({ ownWithText }) => ownWithText > 0);
      const [first] = telling;
      if (first === undefined) {
        const maps =
          read.maps.length === 0 ? 'no source map' : `${read.maps.length} source maps, none with source text`;
        return nothingIn(read, (files) => pass(`${maps} beside ${files}`));
      }
      const more = telling.length === 1 ? '' : ` (and ${telling.length - 1} more)`;
      return fail(`${first.url} holds the text of ${first.ownWithText} source files${more}`, {
        evidence: [
          table(
            'Source maps with text',
            ['map', 'own files', 'for example'],
            telling.map(({ url, ownWithText, examples }) => [url, String(ownWithText), examples.join(', ')]),
          ),
        ],
      });
    }),
});
