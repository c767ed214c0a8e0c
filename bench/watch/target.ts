import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createPlain } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { AUTHORITATIVE_ANSWER, decode, encode } from 'dns-packet';

/**
 * The watched servers in a process of their own: `target.ts <key> <chain>`; prints the ports of HTTPS, HTTP and a resolver that knows
 * one address for every name, ends with its input.
 */
const [keyPath = '', chainPath = ''] = process.argv.slice(2);
const answer = (_request: unknown, response: { end: (text: string) => void }): void => response.end('ok');
const secure = createServer({ key: readFileSync(keyPath), cert: readFileSync(chainPath) }, answer);
const plain = createPlain(answer);
const dns = createSocket('udp4');
dns.on('message', (bytes, { address, port }) => {
  const { id = 0, questions = [] } = decode(bytes);
  const [question] = questions;
  const answers =
    question?.type === 'A' ? [{ name: question.name, type: 'A' as const, ttl: 60, data: '192.0.2.1' }] : [];
  dns.send(encode({ id, type: 'response', flags: AUTHORITATIVE_ANSWER, questions, answers }), port, address);
});
dns.bind(0, '127.0.0.1');
secure.listen(0, '127.0.0.1');
plain.listen(0, '127.0.0.1');
await Promise.all([secure, plain, dns].map((server) => once(server, 'listening')));
const portOf = (server: { address: () => unknown }): number => (server.address() as AddressInfo).port;
process.stdout.write(`${JSON.stringify({ https: portOf(secure), http: portOf(plain), dns: portOf(dns) })}\n`);
process.stdin.resume().on('end', () => process.exit(0));
