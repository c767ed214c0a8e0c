import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Whoever joins waits for the mail server',
  requirements: ['PERF-6'],
  work: {
    join: async ({ db, mail }, email) => {
      await db.query('insert into waitlist (email) values ($1) on conflict do nothing', [email]);
      await mail(email);
      return { email };
    },
  },
  finds: [{ rule: 'waits-outside-database', route: 'buy/join', subject: 'buy/join' }],
});
