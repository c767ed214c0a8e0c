import { describe, expect, it } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { unixMs } from '../../src/model/brand.ts';
import type { HttpResponse } from '../../src/model/outside-http.ts';
import type { Outside, Result } from '../../src/model/outside.ts';
import { machineClock } from '../../src/world/clock.ts';
import type { World } from '../../src/world/world.ts';
import { createWorld } from '../../src/world/world.ts';

const openDoor = async (into: World): Promise<Outside & AsyncDisposable> =>
  openRealOutside({ hintsText: into.rootHints, extraCaPem: [into.caPem], maps: into.maps });

/** Servers, datagram sockets and timers of this thread. */
const openThings = (): number =>
  process.getActiveResourcesInfo().filter((kind) => /Server|UDP|Timeout/.test(kind)).length;

/** A port that is free again may by now belong to another test's server, which breaks the connection off. */
const heard = (answer: Result<HttpResponse>): number | string => {
  if (answer.ok) return answer.value.status;
  return ['refused', 'reset'].includes(answer.error.kind) ? 'nobody' : answer.error.kind;
};

const home = { url: 'https://harbormarket.shop/' };

describe('starting and stopping the demo internet', () => {
  it('in the middle of slow answers: no timer, socket or server is left behind, and nobody answers any more', async () => {
    const before = openThings();
    const world = await createWorld({ latencyMs: 40 });
    const door = await openDoor(world);
    const soa = await door.dns.exchange('45.90.28.11', { name: 'harbormarket.shop', type: 'SOA' });
    const pending = door.http.request(home);
    await world.close();
    await pending;
    const late = await door.http.request({ ...home, address: '89.187.162.20' });
    await door[Symbol.asyncDispose]();
    expect([soa.ok, heard(late)]).toEqual([true, 'nobody']);
    expect(openThings()).toBeLessThanOrEqual(before);
  });

  it('two worlds do not know of each other', async () => {
    const [one, other] = await Promise.all([createWorld(), createWorld()]);
    await using door = await openDoor(one);
    await one.close();
    const answers = [await door.http.request({ ...home, address: '89.187.162.20' })];
    await using second = await openDoor(other);
    answers.push(await second.http.request(home));
    await other.close();
    expect(answers.map(heard)).toEqual(['nobody', 200]);
  });

  it('dates are relative to the time it is given', async () => {
    const world = await createWorld({ now: unixMs(machineClock.now() + 400 * 86_400_000) });
    await using door = await openDoor(world);
    const place = { address: '89.187.162.20', port: 443, serverName: 'harbormarket.shop' };
    const result = await door.tls.handshake(place);
    await world.close();
    expect(result.ok && result.value.session.authorizationError).toBe('CERT_NOT_YET_VALID');
  });
});
