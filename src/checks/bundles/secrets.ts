import { check, fail, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { every } from '../../model/need.ts';
import { worst } from '../../facts/exposure/reading/hits.ts';
import { nothingIn, onScripts } from '../../facts/bundles/reading/all-scripts.ts';
import scripts from '../../facts/bundles/scripts.ts';

export default check({
  title: 'No script, page or source map of the site carries a secret',
  failingTitle: 'A secret is handed to every visitor in the site’s scripts',
  requirements: ['EDGE-10', 'DEP-1'],
  stage: 'secrets',
  target: 'site',
  severity: 'blocker',
  impact: 'security',
  why: 'Whoever opens the developer tools has it: your database, your mail or your bill.',
  sources: [
    page(
      'OWASP: cryptographic failures and secrets in client code',
      'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    ),
  ],
  needs: { all: every(scripts) },
  fix: 'Replace the key at its vendor today, move the call that needs it to the server, and build again without it.',
  effortMinutes: 60,
  reproduce: ({ target }) =>
    `curl -sS https://${target.name}/ | grep -oE 'src="[^"]+[.]js"'   # then search those files`,
  judge: ({ all }) =>
    onScripts(all, (read) => {
      const leaked = read.keys.filter(
        ({ kind, confidence }) => kind === 'secret' && confidence !== 'possible',
      );
      const [first] = leaked;
      if (first === undefined) {
        const shown = read.keys.filter(({ kind }) => kind === 'publishable').length;
        const keys = shown === 0 ? 'no key' : `${shown} publishable keys and no secret`;
        return nothingIn(read, (files) => pass(`${keys} in ${files}`));
      }
      const more = leaked.length === 1 ? '' : ` (and ${leaked.length - 1} more)`;
      const about = first.detail === null ? '' : ` (${first.detail})`;
      return fail(`${first.url}:${first.line} carries a ${first.title}${about}${more}`, {
        evidence: [
          table(
            'Handed to every visitor',
            ['what', 'where', 'value', 'what it is', 'replace it'],
            leaked.map((key) => [
              key.title,
              `${key.url}:${key.line}:${key.column}`,
              key.redacted,
              key.detail ?? '',
              key.rotate,
            ]),
          ),
        ],
        severity: worst(leaked.map(({ severity }) => (severity === 'low' ? 'medium' : severity))),
        confidence: leaked.some(({ confidence }) => confidence === 'proven') ? 'proven' : 'likely',
      });
    }),
});
