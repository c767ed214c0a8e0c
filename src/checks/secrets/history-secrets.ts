import { check, fail, notApplicable, page, pass, severities, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import repository, { type FoundSecret } from '../../facts/secrets/repository.ts';

export default check({
  title: 'The repository’s history holds no secrets',
  failingTitle: 'A secret was removed from the files and is still in the history: every clone has it',
  requirements: ['DEP-1'],
  stage: 'secrets',
  target: 'repository',
  severity: 'high',
  impact: 'security',
  why: 'A deleted line stays in every clone; whoever gets one copy gets every key that was ever committed.',
  sources: [
    page(
      'GitHub: removing sensitive data',
      'https://docs.github.com/authentication/keeping-your-account-and-data-secure/removing-sensitive-data-from-a-repository',
    ),
  ],
  needs: { repository },
  fix: 'Replace the secret at its issuer; once it is worthless the history may stay. Accept it then in the baseline of launch-ready scan.',
  effortMinutes: 45,
  reproduce: ({ target }) =>
    `git -C ${target.name} log --all -p -G 'sk_live_|ghp_|AKIA|PRIVATE KEY' --oneline`,
  judge: ({ repository: seen }) => {
    if (!seen.isRepository) return notApplicable('the folder is no git repository');
    const [worst] = seen.history.toSorted(worstFirst);
    if (worst !== undefined)
      return fail(
        `${seen.history.length} only in older commits: ${worst.title} in ${worst.path}${since(worst)}`,
        {
          severity: worst.severity === 'blocker' ? 'high' : worst.severity,
          confidence: worst.confidence,
          fix: `${worst.title}: ${worst.rotate.text}`,
          evidence: [
            table(
              'Found',
              ['Kind', 'Place', 'Commit', 'Value'],
              seen.history.toSorted(worstFirst).map(rowOf),
            ),
          ],
        },
      );
    return seen.historyGap === null
      ? pass(`${seen.objects} objects of the history hold none`)
      : unknown(
          `${seen.objects} objects hold none, but ${seen.historyGap}`,
          'run: launch-ready scan --history',
        );
  },
});

const since = ({ day }: FoundSecret): string => (day === null ? '' : ` since ${day}`);
const rowOf = (found: FoundSecret): readonly string[] => [
  found.title,
  `${found.path}:${found.line}`,
  found.commit?.slice(0, 12) ?? '-',
  found.redacted,
];
const worstFirst = (a: FoundSecret, b: FoundSecret): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity);
