import type { ZodType } from 'zod';
import type { Monitor, MonitorKind } from '../../model/monitor.ts';
import { httpOptions } from '../probing/http-options.ts';
import { tcpOptions } from '../probing/tcp-options.ts';

/** Looks that wait for sockets alone: no room of this process, no manifest. */
const schemas: ReadonlyMap<MonitorKind, ZodType> = new Map<MonitorKind, ZodType>([
  ['http', httpOptions],
  ['tcp', tcpOptions],
]);

/**
 * Those whose looks can be taken on another loop, by what they were, with their options read: where they are looked at no schema is
 * needed, and thousands that ask the same share one object. What cannot be read stays here and is told by its probe.
 */
export function portableOf(monitors: readonly Monitor[]): ReadonlyMap<Monitor, Monitor> {
  const known = new Map<string, Monitor['options'] | null>();
  const read = (monitor: Monitor, schema: ZodType): Monitor['options'] | null => {
    const key = `${monitor.kind} ${JSON.stringify(monitor.options)}`;
    const options = known.get(key);
    if (options !== undefined) return options;
    const parsed = schema.safeParse(monitor.options);
    // The schemas of both kinds are objects of JSON.
    const made = parsed.success ? (parsed.data as Monitor['options']) : null;
    known.set(key, made);
    return made;
  };
  const portable = new Map<Monitor, Monitor>();
  for (const monitor of monitors) {
    const schema = schemas.get(monitor.kind);
    const options = schema === undefined || monitor.isPaused ? null : read(monitor, schema);
    if (options !== null) portable.set(monitor, { ...monitor, options });
  }
  return portable;
}
