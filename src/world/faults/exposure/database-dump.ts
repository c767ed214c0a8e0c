import { fault } from '../../fault.ts';

export default fault({
  title: 'A dump of the database lies in the served folder',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('@', '/backup.sql', {
      body: '-- PostgreSQL database dump\nCREATE TABLE public.members (id bigint, email text);\n',
      type: 'application/sql',
    }),
  expects: [{ check: 'exposure/backup', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
