import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { impliedManifest } from '../manifest/implied.ts';
import { collector, type Collector } from '../model/collector.ts';
import { factToken, unknownFact, type Fact } from '../model/fact.ts';
import { every, optional, type Needs } from '../model/need.ts';
import { target } from '../model/target.ts';
import { fakeOutside } from '../outside/fake/outside.ts';
import { profileByName } from '../profiles/load.ts';
import { collectFacts, type CollectRequest } from './collect.ts';
import type { CollectorPlugin } from './levels.ts';

const text = z.string();
const names = z.array(z.string());
const zoneNames = factToken<string[]>({
  id: 't/names',
  target: 'zone',
  about: 'names in the zone',
  schema: names,
  discovers: (value) => value.map((name) => target('host', name)),
});
const hostNote = factToken<string>({ id: 't/note', target: 'host', about: 'a note', schema: text });
const summary = factToken<string>({ id: 't/summary', target: 'site', about: 'all notes', schema: text });
const pageNote = factToken<string>({ id: 't/page', target: 'host', about: 'from the zone', schema: text });

const outside = fakeOutside();
const known = <T>(value: T): Fact<T> => ({
  state: 'known',
  value,
  source: 'test',
  collectedAt: outside.clock.now(),
  tookMs: 0,
});
const plugin = <T, N extends Needs>(definition: Collector<T, N>): CollectorPlugin => ({
  id: definition.yields.id,
  definition: definition as unknown as Collector<unknown, Needs>,
});

const request = (
  collectors: readonly CollectorPlugin[],
  more: Partial<CollectRequest> = {},
): CollectRequest => ({
  collectors,
  seeds: [target('site', 'shop.test'), target('zone', 'shop.test'), target('host', 'shop.test')],
  manifest: impliedManifest('shop.test'),
  profile: profileByName('custom'),
  outside,
  consent: { isActiveAllowed: false },
  timeoutMs: 60_000,
  tool: 'test',
  ...more,
});

const limits = { timeoutMs: 1000 };
const discovering = plugin(
  collector({
    yields: zoneNames,
    inputs: {},
    limits,
    collect: async () => known(['a.shop.test', 'b.shop.test']),
  }),
);
const noting = plugin(
  collector({
    yields: hostNote,
    inputs: {},
    limits,
    collect: async ({ target: at }) => known(`saw ${at.name}`),
  }),
);

const stateOf = (
  file: Awaited<ReturnType<typeof collectFacts>>,
  id: string,
  name: string,
): Fact<unknown> | undefined => file.facts.find((each) => each.id === id && each.target.name === name)?.fact;

describe('collecting facts', () => {
  it('targets that a fact reveals are looked at as well', async () => {
    const file = await collectFacts(request([discovering, noting]));
    expect(file.targets.filter((each) => each.kind === 'host').map((each) => each.name)).toEqual([
      'a.shop.test',
      'b.shop.test',
      'shop.test',
    ]);
    expect(stateOf(file, 't/note', 'b.shop.test')).toMatchObject({
      state: 'known',
      value: 'saw b.shop.test',
    });
  });

  it('a collector that wants every fact of a kind waits until discovery is over', async () => {
    const summing = plugin(
      collector({
        yields: summary,
        inputs: { notes: every(hostNote) },
        limits,
        collect: async ({ inputs }) =>
          known(
            inputs.notes
              .map((each) => each.target.name)
              .toSorted()
              .join(' '),
          ),
      }),
    );
    const file = await collectFacts(request([summing, noting, discovering]));
    expect(stateOf(file, 't/summary', 'shop.test')).toMatchObject({
      value: 'a.shop.test b.shop.test shop.test',
    });
  });

  it('a host is handed the fact of the zone around it', async () => {
    const paging = plugin(
      collector({
        yields: pageNote,
        inputs: { zone: zoneNames },
        limits,
        collect: async ({ inputs }) => known(inputs.zone.join()),
      }),
    );
    const file = await collectFacts(request([discovering, paging]));
    expect(stateOf(file, 't/page', 'a.shop.test')).toMatchObject({ value: 'a.shop.test,b.shop.test' });
  });

  it('an unknown input makes the fact unknown for the same reason, unless it is optional', async () => {
    const dark = plugin(
      collector({
        yields: zoneNames,
        inputs: {},
        limits,
        collect: async () => unknownFact('no answer', 'ask again'),
      }),
    );
    const strict = plugin(
      collector({
        yields: pageNote,
        inputs: { zone: zoneNames },
        limits,
        collect: async () => known('never'),
      }),
    );
    const lenient = plugin(
      collector({
        yields: hostNote,
        inputs: { zone: optional(zoneNames) },
        limits,
        collect: async ({ inputs }) => known(inputs.zone.state),
      }),
    );
    const file = await collectFacts(request([dark, strict, lenient]));
    expect(stateOf(file, 't/page', 'shop.test')).toEqual({
      state: 'unknown',
      reason: 'no answer',
      remedy: 'ask again',
    });
    expect(stateOf(file, 't/note', 'shop.test')).toMatchObject({ value: 'unknown' });
  });

  it('a collector that throws, or gives the wrong shape, leaves an unknown fact', async () => {
    const throwing = plugin(
      collector({
        yields: hostNote,
        inputs: {},
        limits,
        collect: async () => Promise.reject(new Error('boom')),
      }),
    );
    const lying = plugin(
      collector({
        yields: zoneNames,
        inputs: {},
        limits,
        collect: async () => known('not a list' as unknown as string[]),
      }),
    );
    const file = await collectFacts(request([throwing, lying]));
    expect(stateOf(file, 't/note', 'shop.test')).toEqual({
      state: 'unknown',
      reason: 'looking for t/note failed: Error: boom',
      remedy: 'report this as a bug',
    });
    expect(stateOf(file, 't/names', 'shop.test')?.state).toBe('unknown');
  });

  it('AUD-6 what does not need each other runs side by side: each of two waits for the other to have begun', async () => {
    const begun = new Map<string, () => void>();
    const waitFor = new Map(
      ['t/names', 't/note'].map((id) => [id, new Promise<void>((resolve) => void begun.set(id, resolve))]),
    );
    const meeting =
      <T>(own: string, other: string, value: T): (() => Promise<Fact<T>>) =>
      async () => {
        begun.get(own)?.();
        await waitFor.get(other);
        return known(value);
      };
    const one = plugin(
      collector({ yields: zoneNames, inputs: {}, limits, collect: meeting('t/names', 't/note', []) }),
    );
    const two = plugin(
      collector({ yields: hostNote, inputs: {}, limits, collect: meeting('t/note', 't/names', 'met') }),
    );
    const file = await collectFacts(request([one, two]));
    expect(stateOf(file, 't/note', 'shop.test')).toMatchObject({ state: 'known', value: 'met' });
    expect(stateOf(file, 't/names', 'shop.test')).toMatchObject({ state: 'known', value: [] });
  });

  it('a collector that never ends is left behind at its limit', async () => {
    const hanging = plugin(
      collector({ yields: hostNote, inputs: {}, limits, collect: () => new Promise<Fact<string>>(() => {}) }),
    );
    const file = await collectFacts(request([hanging]));
    expect(stateOf(file, 't/note', 'shop.test')).toMatchObject({
      state: 'unknown',
      reason: 'no answer within 1 s',
    });
  });

  it('collectors that wait for each other are a mistake of ours, told at once', async () => {
    const a = plugin(
      collector({ yields: hostNote, inputs: { page: pageNote }, limits, collect: async () => known('a') }),
    );
    const b = plugin(
      collector({ yields: pageNote, inputs: { note: hostNote }, limits, collect: async () => known('b') }),
    );
    await expect(collectFacts(request([a, b]))).rejects.toThrow(
      'collectors wait for each other: t/note -> t/page -> t/note',
    );
  });
});
