import { fault } from '../../fault.ts';

export default fault({
  title: 'The database file of the back office can be downloaded',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('admin', '/db.sqlite3', {
      body: 'SQLite format 3\u0000 and so on',
      type: 'application/octet-stream',
    }),
  expects: [{ check: 'exposure/backup', target: 'host:admin.harbormarket.shop', severity: 'blocker' }],
});
