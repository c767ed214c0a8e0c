import { createServer } from 'node:http';

/** A page that is always fine: `node server-site.ts ADDRESS PORT`. */
const [, , address, port] = process.argv;
createServer((_request, response) => response.end('hello')).listen(Number(port), address, () =>
  process.stdout.write('"ready"\n'),
);
