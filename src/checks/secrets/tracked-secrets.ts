import { check, fail, notApplicable, page, pass, severities, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import repository, { type FoundSecret } from '../../facts/secrets/repository.ts';

export default check({
  title: 'The repository’s files hold no secrets',
  failingTitle: 'A secret stands in the repository: everybody with a copy can use it',
  requirements: ['DEP-1'],
  stage: 'secrets',
  target: 'repository',
  severity: 'blocker',
  impact: 'security',
  why: 'Keys in code are copied to every laptop, build and backup, and robots find them within minutes once one leaks.',
  sources: [
    page(
      'OWASP Secrets Management',
      'https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html',
    ),
  ],
  needs: { repository },
  fix: 'Replace each secret at its issuer first, then move the new one to the environment; deleting the line is not enough.',
  effortMinutes: 60,
  reproduce: ({ target }) => `git -C ${target.name} grep -nE 'sk_live_|ghp_|AKIA|PRIVATE KEY'`,
  judge: ({ repository: seen }) => {
    const envPaths = new Set(seen.envFiles.map(({ path }) => path));
    const secrets = seen.tree.filter(({ path }) => !envPaths.has(path));
    const [worst] = secrets.toSorted(worstFirst);
    if (worst !== undefined)
      return fail(`${secrets.length} in files: ${worst.title} in ${worst.path}:${worst.line}`, {
        severity: worst.severity,
        confidence: worst.confidence,
        fix: `${worst.title}: ${worst.rotate.text}`,
        evidence: [table('Found', ['Kind', 'Place', 'Value'], secrets.toSorted(worstFirst).map(rowOf))],
      });
    if (seen.files === 0) return notApplicable('the folder has no files to read');
    const [gap] = seen.notLookedAt;
    return gap === undefined
      ? pass(`${seen.files} files hold none`)
      : unknown(`${seen.files} files hold none, but ${gap}`, 'run: launch-ready scan --max-size 128MiB');
  },
});

const rowOf = (found: FoundSecret): readonly string[] => [
  found.detail === null ? found.title : `${found.title}, ${found.detail}`,
  `${found.path}:${found.line}`,
  found.redacted,
];
const worstFirst = (a: FoundSecret, b: FoundSecret): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity);
