import type { Json } from '../../src/model/json.ts';
import type { FakeAnswer } from '../../src/outside/fake/http.ts';
import { serverLab } from './server-lab.ts';
import type { Lab, Visitor } from './server-lab.ts';

const hook = 'https://hooks.example/in';

/** A webhook's body, as Standard Webhooks lays it out. */
interface Told {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A server with an owner, a shop page and one webhook that is told everything. */
export interface WatchLab {
  readonly lab: Lab;
  readonly owner: Visitor;
  readonly site: { answer: FakeAnswer };
  readonly told: () => readonly Told[];
  readonly minutes: (count: number) => Promise<void>;
}

export async function watchLab(): Promise<WatchLab> {
  const site = { answer: 'hello' as FakeAnswer };
  const lab = await serverLab({
    http: { 'https://shop.example/': () => site.answer, [`POST ${hook}`]: 'ok' },
  });
  const owner = await lab.signIn();
  const { status } = await owner.send('POST', '/api/settings/routes', routeInput({ id: 'hook', to: hook }));
  if (status !== 201) throw new Error(`the route was answered ${status}`);
  return {
    lab,
    owner,
    site,
    told: () => lab.requests.filter(({ url }) => url === hook).map(({ body }) => JSON.parse(String(body))),
    minutes: (count) => lab.clock.advance(count * 60_000),
  };
}

/** What the form of a route sends. */
export const routeInput = (changes: Readonly<Record<string, Json>>): Json => ({
  channel: 'webhook',
  severities: ['critical', 'warning', 'info'],
  owner: null,
  hours: null,
  escalatesTo: null,
  afterMinutes: 0,
  ...changes,
});
