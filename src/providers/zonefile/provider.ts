import { createHash } from 'node:crypto';
import type { Change, Provider, ProviderState, WriteReceipt } from '../../model/fix.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { parseZone, zoneFileLimits, zoneText } from '../../protocols/zone/file/parse.ts';
import { printZone } from '../../protocols/zone/file/print.ts';
import { withNextSerial } from '../../protocols/zone/file/serial.ts';
import { recordSets, recordsOf } from '../../protocols/zone/records/record-set.ts';
import { isServerKept, setResources, setsOf } from '../../protocols/zone/records/resources.ts';
import { allDone, prepare } from '../prepare.ts';
import { nameServerCapabilities } from './capabilities.ts';
import { withLock } from './lock.ts';

export interface ZoneFileOptions {
  /** Apex, without final dot. */
  readonly zone: string;
  readonly path: string;
}

type Door = Pick<Outside, 'files' | 'clock' | 'random'>;

interface Loaded {
  readonly records: readonly DnsRecord[];
  /** Comment lines before the first record: a file's "who to ask" survives. */
  readonly heading: string;
  readonly digest: string;
}

/**
 * A zone file on disk. Written whole, atomically, with the serial moved on, under our own lock; comments between records are
 * not kept. Whoever serves the file has to load it again.
 */
export function zoneFileProvider(options: ZoneFileOptions, outside: Door): Provider {
  const provider: Provider = {
    id: 'zonefile',
    title: `the zone file of ${options.zone}`,
    capabilities: nameServerCapabilities,
    guard: 'lock',
    read: async (signal) => {
      if (signal.aborted) return failure('aborted', 'Reading the zone file was stopped');
      const loaded = await load(options, outside);
      return loaded.ok ? ok(stateOf(loaded.value, outside)) : loaded;
    },
    write: async (changes, signal) => {
      if (signal.aborted) return failure('aborted', 'Writing was stopped before it began');
      return withLock(outside, `${options.path}.launch-ready.lock`, () =>
        rewrite({ options, outside, provider }, changes),
      );
    },
  };
  return provider;
}

async function load({ zone, path }: ZoneFileOptions, { files }: Door): Promise<Result<Loaded>> {
  const bytes = await files.read(path, { maxBytes: zoneFileLimits.textBytes });
  if (!bytes.ok) return bytes;
  const text = zoneText(bytes.value);
  const parsed = parseZone(text, zone);
  if (!parsed.ok) {
    const [first] = parsed.problems;
    const more = parsed.problems.length > 1 ? ` (and ${parsed.problems.length - 1} more)` : '';
    return failure('protocol', `${path}:${first?.line}:${first?.column} ${first?.message}${more}`);
  }
  const digest = createHash('sha256').update(bytes.value).digest('hex');
  return ok({ records: parsed.records, heading: /^(?:[ \t]*(?:;[^\n]*)?\n)*/.exec(text)?.[0] ?? '', digest });
}

const stateOf = (loaded: Loaded, { clock }: Door): ProviderState => ({
  resources: setResources(recordSets(loaded.records)),
  readAt: clock.now(),
});

async function rewrite(
  self: { readonly options: ZoneFileOptions; readonly outside: Door; readonly provider: Provider },
  changes: readonly Change[],
): Promise<Result<readonly WriteReceipt[]>> {
  const { options, outside, provider } = self;
  const loaded = await load(options, outside);
  if (!loaded.ok) return loaded;
  const { resources } = stateOf(loaded.value, outside);
  const prepared = prepare({ provider, zone: options.zone }, resources, changes);
  if (!prepared.ok) return ok(prepared.receipts);
  const kept = loaded.value.records
    .filter((record) => isServerKept(record.type))
    .map((record) => withNextSerial(record, outside.clock.now()));
  const text = printZone(options.zone, [...kept, ...recordsOf(setsOf(prepared.next))]);
  const again = await load(options, outside);
  if (!again.ok) return again;
  if (again.value.digest !== loaded.value.digest)
    return failure('refused', `${options.path} was edited while it was being rewritten; nothing was written`);
  const written = await outside.files.write(options.path, Buffer.from(loaded.value.heading + text, 'latin1'));
  return written.ok ? ok(allDone(changes, `Written to ${options.path}; load the zone again.`)) : written;
}
