import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'The feed asks for the author of every post by itself',
  requirements: ['PERF-3'],
  work: {
    feed: async ({ db }) => {
      const posts = await db.query('select id, text, author_id from posts order by posted_at desc limit 20');
      const names: unknown[] = [];
      for (const post of posts)
        names.push((await db.query('select name from members where id = $1', [post['author_id']]))[0]);
      return posts.map((post, at) => ({ ...post, author: names[at] }));
    },
  },
  finds: [{ rule: 'n-plus-one', route: 'feed', subject: 'members' }],
});
