import type { Manifest } from '../../src/model/manifest.ts';
import type { Monitor, Probe, ProbeContext, Sample } from '../../src/model/monitor.ts';
import { fakeOutside } from '../../src/outside/fake/outside.ts';
import type { FakeOutside, FakeOutsideOptions } from '../../src/outside/fake/outside.ts';
import { monitorOf } from './monitor-simulation.ts';

export const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** Runs one probe once in a world made of tables. */
export async function probeOnce(
  probe: Probe,
  monitor: Partial<Monitor>,
  world: FakeOutsideOptions & { readonly context?: Partial<ProbeContext> } = {},
): Promise<Sample & { readonly outside: FakeOutside }> {
  const outside = fakeOutside(world);
  const sample = await probe.run({
    monitor: monitorOf({ kind: probe.kind, ...monitor }),
    region: 'eu',
    outside,
    manifest: {} as Manifest,
    signal: new AbortController().signal,
    traceparent,
    ...world.context,
  });
  return { ...sample, outside };
}

/** `outcome layer code: message`: a sample in one line. */
export const said = (sample: Sample): string =>
  sample.outcome === 'up'
    ? 'up'
    : `${sample.outcome} ${sample.layer ?? '-'} ${sample.code ?? '-'}: ${sample.message}`;
