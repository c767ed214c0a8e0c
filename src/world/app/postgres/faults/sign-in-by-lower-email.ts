import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Members are found by an expression that no index holds',
  requirements: ['PERF-3'],
  work: {
    member: async ({ db }) =>
      (
        await db.query('select id, name from members where lower(email) = $1', [
          'm77@members.harbormarket.shop',
        ])
      )[0] ?? null,
  },
  finds: [
    {
      rule: 'unindexed-filter',
      route: 'me',
      subject: 'members',
      index: 'create index concurrently members_lower_email_idx on members (lower(email))',
    },
  ],
});
