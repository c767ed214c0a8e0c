import { check, page } from '../../model/check.ts';
import backends from '../../facts/bundles/backends.ts';
import { judgeAnswers, nameOf } from '../../facts/bundles/reading/answers.ts';
import { isSensitiveName } from '../../protocols/backends/asking.ts';

export default check({
  title: 'Tables behind the public key keep their rows to their owners',
  failingTitle: 'Anybody can read customers’ rows with the key in the site’s scripts',
  requirements: ['EDGE-10'],
  stage: 'secrets',
  target: 'site',
  severity: 'blocker',
  impact: 'trust',
  why: 'Row-level security is off or lets everybody in: the whole table can be copied with one command, and the law calls that a breach.',
  sources: [
    page(
      'Supabase: row level security',
      'https://supabase.com/docs/guides/database/postgres/row-level-security',
    ),
  ],
  needs: { asked: backends },
  fix: 'Switch row-level security on for the table (`alter table … enable row level security`) and add policies by user id; check who may write, too.',
  effortMinutes: 45,
  reproduce: () =>
    `curl -sSI -H 'apikey: <key from the script>' -H 'Prefer: count=exact' 'https://<project>.supabase.co/rest/v1/<table>?select=*' | grep -i content-range`,
  judge: ({ asked }) =>
    judgeAnswers(asked, ['supabase'], {
      isWrong: (answer) => answer.sensitive.length > 0 || isSensitiveName(nameOf(answer)),
    }),
});
