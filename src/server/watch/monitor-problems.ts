import { loadPlugins } from '../../engine/plugins.ts';
import type { Monitor, Probe } from '../../model/monitor.ts';
import type { Server } from '../server.ts';

let probes: Promise<ReadonlyMap<string, Probe>> | null = null;

/** What keeps a monitor from being watched, by field; empty when nothing does. */
export async function problemsOf(
  { outside, monitors }: Pick<Server, 'outside' | 'monitors'>,
  monitor: Monitor,
): Promise<Readonly<Record<string, string>>> {
  probes ??= loadPlugins<Probe>(outside.files, new URL('../../monitor/probes/', import.meta.url)).then(
    (all) => new Map(all.map(({ definition }) => [definition.kind, definition])),
  );
  const fields: Record<string, string> = {};
  const target = targetProblem(monitor);
  if (target !== null) fields['target'] = target;
  const options = (await probes).get(monitor.kind)?.problems(monitor.options) ?? [];
  if (options.length > 0) fields['options'] = options.join(' ').slice(0, 400);
  if (monitor.timeoutMs >= monitor.intervalSeconds * 1000)
    fields['timeoutMs'] = 'Must be shorter than the interval.';
  const known = new Set((await monitors.list()).map(({ id }) => id));
  const unknown = monitor.dependsOn.filter((id) => !known.has(id) || id === monitor.id);
  if (unknown.length > 0) fields['dependsOn'] = `There is no monitor ${unknown[0]}.`;
  return fields;
}

function targetProblem({ kind, target }: Monitor): string | null {
  if (kind === 'http') {
    const isWeb = URL.canParse(target) && /^https?:$/.test(new URL(target).protocol);
    return isWeb ? null : 'Give a whole address, like https://shop.example/.';
  }
  if (kind === 'tcp')
    return /^[^\s/]+:\d{1,5}$/.test(target) ? null : 'Give host:port, like db.shop.example:5432.';
  const isName = /^[A-Za-z0-9._-]+(?::\d{1,5})?$/.test(target);
  if (kind === 'dns' || kind === 'tls' || kind === 'domain')
    return isName ? null : 'Give a name, like shop.example.';
  return isName ? null : 'Give the id of what is meant.';
}
