import { command } from '../command.ts';
import { serveOptions } from '../serve/options.ts';

export default command({
  summary: 'watch production: monitors, incidents, alerts, dashboard, API and status page in one process',
  details:
    'Keeps everything in one folder (SQLite), or in PostgreSQL with --database env:NAME; several replicas then share the work.\n' +
    'The first start prints a one-time link that makes the owner. Events go to stderr as JSON lines, without secrets.\n' +
    'Stops cleanly on Ctrl-C or SIGTERM; after kill -9 nothing acknowledged is lost and no alert is sent twice.',
  requirements: ['MON-1', 'MON-2', 'MON-4', 'MON-5', 'MON-6', 'MON-7', 'MON-8', 'MON-10', 'SEC-1'],
  arguments: [],
  options: serveOptions,
  examples: [
    { line: 'launch-ready serve', about: 'on http://127.0.0.1:8470, data in .launch-ready/watch' },
    {
      line: 'launch-ready serve --database env:DATABASE_URL --public-url https://watch.example.com --behind-proxy',
      about: 'one of several replicas behind a proxy that ends TLS',
    },
  ],
  load: () => import('../serve/run.ts'),
});
