import { readFileSync } from 'node:fs';
import { createServer as createPlain } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** The watched server in a process of its own: `target.ts <key> <chain>`; prints its two ports, ends with its input. */
const [keyPath = '', chainPath = ''] = process.argv.slice(2);
const answer = (_request: unknown, response: { end: (text: string) => void }): void => response.end('ok');
const secure = createServer({ key: readFileSync(keyPath), cert: readFileSync(chainPath) }, answer);
const plain = createPlain(answer);
await Promise.all(
  [secure, plain].map(
    (server) => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)),
  ),
);
const portOf = (server: { address: () => unknown }): number => (server.address() as AddressInfo).port;
process.stdout.write(`${JSON.stringify({ https: portOf(secure), http: portOf(plain) })}\n`);
process.stdin.resume().on('end', () => process.exit(0));
