import { check, page } from '../../model/check.ts';
import errors from '../../facts/exposure/errors.ts';
import { judgeLeaks } from '../../facts/exposure/reading/leaks.ts';

export default check({
  title: 'The application runs in production mode',
  failingTitle: 'The application runs in debug or development mode',
  requirements: ['EDGE-8'],
  stage: 'build',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'Debug pages show settings and source, and development builds are several times larger and slower.',
  sources: [
    page(
      'Django: deployment checklist, DEBUG',
      'https://docs.djangoproject.com/en/5.2/howto/deployment/checklist/#debug',
    ),
  ],
  needs: { errors },
  fix: 'Build and start with the production setting of the framework (`DEBUG=False`, `NODE_ENV=production`, `APP_DEBUG=false`).',
  effortMinutes: 20,
  reproduce: ({ target }) =>
    `curl -sSk 'https://${target.name}/launch-ready-probe' | grep -iE 'debug|development'`,
  judge: ({ errors: seen }) => judgeLeaks(seen, ({ kind }) => kind === 'debug-mode'),
});
