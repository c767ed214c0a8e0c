import { check, page } from '../../model/check.ts';
import backends from '../../facts/bundles/backends.ts';
import { judgeAnswers } from '../../facts/bundles/reading/answers.ts';

export default check({
  title: 'The search key in the scripts can search, and nothing else',
  failingTitle: 'The search key in the scripts can change or copy the whole index',
  requirements: ['EDGE-10'],
  stage: 'secrets',
  target: 'site',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Anybody can delete or rewrite what customers find.',
  sources: [
    page('Algolia: API keys and their rights', 'https://www.algolia.com/doc/guides/security/api-keys/'),
  ],
  needs: { asked: backends },
  fix: 'Make a search-only key, build with it, and delete the one that is public now.',
  effortMinutes: 20,
  reproduce: () =>
    `curl -sS -H 'x-algolia-application-id: <app>' -H 'x-algolia-api-key: <key>' 'https://<app>-dsn.algolia.net/1/keys/<key>'`,
  judge: ({ asked }) =>
    judgeAnswers(asked, ['algolia'], {
      isWrong: () => true,
    }),
});
