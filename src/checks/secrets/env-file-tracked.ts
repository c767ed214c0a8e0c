import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import repository from '../../facts/secrets/repository.ts';

export default check({
  title: 'No env file with values is tracked by git',
  failingTitle:
    'An env file with values is tracked by git: the next real value in it is published with the code',
  requirements: ['DEP-1', 'DEP-2'],
  stage: 'secrets',
  target: 'repository',
  severity: 'medium',
  impact: 'security',
  why: 'Sooner or later somebody writes a real key into the file that is already tracked, and nothing warns them.',
  sources: [page('The Twelve-Factor App, Config', 'https://12factor.net/config')],
  needs: { repository },
  fix: 'Run git rm --cached on the file, add it to .gitignore, keep an .env.example with names only, replace every secret that was in it.',
  effortMinutes: 15,
  reproduce: ({ target }) => `git -C ${target.name} ls-files '*.env' '.env*'`,
  judge: ({ repository: seen }) => {
    if (!seen.isRepository) return notApplicable('the folder is no git repository');
    const [first] = seen.envFiles;
    if (first === undefined) return pass('git tracks no env file with values');
    const secrets = seen.tree.filter(({ path }) => seen.envFiles.some((file) => file.path === path));
    const holding = secrets.length === 0 ? '' : `, ${secrets.length} secrets among them`;
    const values = seen.envFiles.reduce((sum, { names }) => sum + names.length, 0);
    return fail(
      `${seen.envFiles
        .map(({ path }) => path)
        .slice(0, 5)
        .join(', ')} set ${values} values${holding}`,
      {
        ...(secrets.length === 0 ? {} : { severity: 'blocker' }),
        evidence: [
          table(
            'Tracked',
            ['File', 'Names'],
            seen.envFiles.map(({ path, names }) => [path, names.join(', ')]),
          ),
          ...(secrets.length === 0
            ? []
            : [
                table(
                  'Secrets in them',
                  ['Kind', 'Place', 'Value'],
                  secrets.map((each) => [each.title, `${each.path}:${each.line}`, each.redacted]),
                ),
              ]),
        ],
      },
    );
  },
});
