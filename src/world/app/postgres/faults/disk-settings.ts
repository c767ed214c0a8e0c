import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Settings of a spinning disk, and no limit for forgotten transactions',
  requirements: ['PERF-3'],
  sql: 'alter database "{database}" set random_page_cost = 4; alter database "{database}" set idle_in_transaction_session_timeout = 0',
  asks: [],
  finds: [
    { rule: 'setting', route: null, subject: 'random_page_cost' },
    { rule: 'setting', route: null, subject: 'idle_in_transaction_session_timeout' },
  ],
});
