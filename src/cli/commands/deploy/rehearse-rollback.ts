import { command } from '../../command.ts';
import { rehearsalOptions } from '../../deploy/options.ts';

export default command({
  summary: 'prove the rollback: release, write data, take it back against the clock',
  details:
    'Releases the commit checked out, walks the journeys, writes data through journeys that others continue (`after`), runs deploy.rollback,\n' +
    'and proves that the old release answers and works within the limit of the profile and that nothing written in between is lost.\n' +
    'Tables of PostgreSQL data stores are counted before and after. Production ends on the old release. The result is kept below .launch-ready/deploys.',
  requirements: ['DEP-6', 'DEP-7'],
  arguments: [],
  options: rehearsalOptions,
  examples: [
    { line: 'launch-ready deploy rehearse-rollback', about: 'asks for the domain’s name first' },
    {
      line: 'launch-ready deploy rehearse-rollback --yes --base https://staging.example.com',
      about: 'on staging, from a script',
    },
  ],
  load: () => import('../../deploy/rehearse.ts'),
});
