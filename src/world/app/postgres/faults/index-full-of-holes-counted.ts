import { postgresFault } from '../fault.ts';
import { emptiedVisits } from './index-full-of-holes.ts';

export default postgresFault({
  title: 'The same, where the extension pgstattuple can count it',
  requirements: ['PERF-3'],
  sql: `create extension pgstattuple;${emptiedVisits}`,
  finds: [{ rule: 'index-bloat', route: null, subject: 'visits_token' }],
});
