import { manifestOptions } from '../../audit/options.ts';
import { command } from '../../command.ts';
import { networkOptions } from '../../network-options.ts';

export default command({
  summary: 'staging beside production: config keys, releases, answers and header fields, database schema',
  details:
    'Production is the canonical host, staging deploy.stagingUrl; others are named with --at. Variables are compared by name, never by value:\n' +
    'from .env.<name> in this folder or --env-file. Schemas are read from --database (production: the PostgreSQL data store).\n' +
    'Exit 0: no difference that matters; 1: there are some; 3: one side could not be looked at.',
  requirements: ['DEP-8'],
  arguments: [
    { name: '[left]', about: 'default: staging' },
    { name: '[right]', about: 'default: production' },
  ],
  options: [
    ...manifestOptions,
    { flags: '--at <name=url>', about: 'where an environment is', isRepeatable: true },
    { flags: '--env-file <name=file>', about: 'the variables of an environment', isRepeatable: true },
    {
      flags: '--database <name=reference>',
      about: 'a database of an environment: staging=env:STAGING_DATABASE_URL',
      isRepeatable: true,
    },
    { flags: '--json', about: 'everything as JSON' },
    { flags: '--plain', about: 'no colour' },
    ...networkOptions,
  ],
  examples: [
    { line: 'launch-ready deploy compare staging production', about: 'what launch.yaml knows of both' },
    {
      line: 'launch-ready deploy compare preview production --at preview=https://pr-12.example.dev',
      about: 'any other address',
    },
  ],
  load: () => import('../../deploy/compare.ts'),
});
