import { createServer, type Socket } from 'node:net';
import { createSocket } from 'node:dgram';
import { readdirSync } from 'node:fs';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { desk, looksLikeCrash, start } from './launch-ready.ts';

/** A name server on one port that takes every question, over UDP and TCP, and never answers. */
async function blackHole(): Promise<{
  readonly port: number;
  readonly asked: Promise<unknown>;
  readonly openConnections: () => number;
  readonly close: () => Promise<void>;
}> {
  const connections = new Set<Socket>();
  const tcp = createServer((socket) => {
    connections.add(socket);
    socket.on('error', () => undefined).on('close', () => connections.delete(socket));
  });
  tcp.listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const address = tcp.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const udp = createSocket('udp4');
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  return {
    port,
    asked: once(udp, 'message'),
    openConnections: () => connections.size,
    close: async () => {
      for (const each of connections) each.destroy();
      await Promise.all([once(udp.close(), 'close'), once(tcp.close(), 'close')]);
    },
  };
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('AUD-5 Ctrl-C in the middle of a run', () => {
  test('ends at once with 130 although nobody answers, and leaves no process, socket or file', async () => {
    await using own = desk();
    const hole = await blackHole();
    const args = ['audit', 'example.com', '--map', `*:*=127.0.0.1:${hole.port}`, '--save', 'facts.json'];
    const running = start(args, { folder: own.folder });
    await hole.asked;
    running.interrupt();
    const ended = await running.ended;
    expect([ended.exitCode, ended.stdout, looksLikeCrash(ended)]).toEqual([130, '', false]);
    expect(isAlive(running.pid)).toBe(false);
    expect(hole.openConnections()).toBe(0);
    expect(readdirSync(own.folder)).toEqual([]);
    await hole.close();
  });

  test('verify stops the same way', async () => {
    await using own = desk();
    const hole = await blackHole();
    const args = ['verify', 'domain/soa-serial@example.com', 'example.com'];
    const running = start([...args, '--map', `*:*=127.0.0.1:${hole.port}`], { folder: own.folder });
    await hole.asked;
    running.interrupt();
    const ended = await running.ended;
    expect([ended.exitCode, ended.stdout, looksLikeCrash(ended)]).toEqual([130, '', false]);
    await hole.close();
  });

  test('--timeout ends a run nobody answers: unknowns with the limit as reason, exit 3', async () => {
    await using own = desk();
    const hole = await blackHole();
    const args = ['audit', 'example.com', '--quiet', '--timeout', '2', '--map', `*:*=127.0.0.1:${hole.port}`];
    const ended = await start(args, { folder: own.folder }).ended;
    expect([ended.exitCode, looksLikeCrash(ended)]).toEqual([3, false]);
    expect(ended.stdout).toMatch(/^○ Could not look: /u);
    await hole.close();
  });
});
