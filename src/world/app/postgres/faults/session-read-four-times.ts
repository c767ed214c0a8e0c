import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Every layer reads the session again',
  requirements: ['PERF-3'],
  work: {
    member: async ({ db }, token) => {
      const sql =
        'select m.id, m.name from sessions s join members m on m.id = s.member_id where s.token = $1';
      for (let layer = 1; layer < 4; layer += 1) await db.query(sql, [token]);
      return (await db.query(sql, [token]))[0] ?? null;
    },
  },
  finds: [{ rule: 'repeated-query', route: 'me', subject: 'members, sessions' }],
});
