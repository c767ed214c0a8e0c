import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'The key is converted to text before it is compared',
  requirements: ['PERF-3'],
  work: {
    member: async ({ db }) =>
      (await db.query('select id, name from members where id::text = $1', ['77']))[0] ?? null,
  },
  finds: [{ rule: 'cast-hides-index', route: 'me', subject: 'members' }],
});
