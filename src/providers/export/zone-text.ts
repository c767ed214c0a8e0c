import type { Resources } from '../../protocols/edge/state.ts';
import { printZone } from '../../protocols/zone/file/print.ts';
import { recordsOf } from '../../protocols/zone/records/record-set.ts';
import { setsOf } from '../../protocols/zone/records/resources.ts';

/** The records of a state as a zone file without SOA, as importers of DNS hosts take it. Automatic TTLs become 300. */
export const zoneFileOf = (zone: string, resources: Resources): string =>
  printZone(zone, recordsOf(setsOf(resources)));
