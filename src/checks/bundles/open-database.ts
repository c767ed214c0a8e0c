import { check, page } from '../../model/check.ts';
import backends from '../../facts/bundles/backends.ts';
import { judgeAnswers, nameOf } from '../../facts/bundles/reading/answers.ts';
import { isSensitiveName } from '../../protocols/backends/asking.ts';

export default check({
  title: 'Firebase rules keep strangers out of the data',
  failingTitle: 'Anybody can read the Firebase database with the settings in the site’s scripts',
  requirements: ['EDGE-10'],
  stage: 'secrets',
  target: 'site',
  severity: 'blocker',
  impact: 'trust',
  why: 'Rules that were open for testing let anybody copy the data, and usually change it.',
  sources: [page('Firebase: avoid insecure rules', 'https://firebase.google.com/docs/rules/insecure-rules')],
  needs: { asked: backends },
  fix: 'Write rules that ask for a signed-in user and compare ids, publish them, and test them with the emulator.',
  effortMinutes: 60,
  reproduce: () => `curl -sS 'https://<project>.firebaseio.com/.json?shallow=true' | head -c 300`,
  judge: ({ asked }) =>
    judgeAnswers(asked, ['firebase-database', 'firestore'], {
      isWrong: (answer) => answer.kind === 'firebase-database' || isSensitiveName(nameOf(answer)),
    }),
});
