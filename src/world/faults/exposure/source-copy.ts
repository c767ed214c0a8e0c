import { fault } from '../../fault.ts';

export default fault({
  title: 'An editor left a copy of the source',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('api', '/index.js.bak', {
      body: "const pg = require('pg');\nconst url = process.env.DATABASE_URL;\n",
    }),
  expects: [{ check: 'exposure/backup', target: 'host:api.harbormarket.shop', severity: 'high' }],
});
