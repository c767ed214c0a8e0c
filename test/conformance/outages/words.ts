import type { FilePlan } from '../../../src/world/plan.ts';
import type { PlanEditor } from '../../../src/world/plan-editor.ts';

/** Words to break the demo internet with. */
const paths: Readonly<Record<string, readonly string[]>> = {
  '@': ['/'],
  api: ['/api/health', '/api/products'],
  checkout: ['/'],
};
type Answer = Partial<FilePlan> & { readonly body: string };
/** These hosts give this answer to whatever is watched. */
export const answers =
  (hosts: readonly string[], answer: Answer) =>
  (world: PlanEditor): PlanEditor =>
    hosts.reduce(
      (all, host) => (paths[host] ?? []).reduce((next, path) => next.file(host, path, answer), all),
      world,
    );
export const everywhere = ['@', 'api', 'checkout'];
export const html = { type: 'text/html' };
export const cloudflare = { server: 'cloudflare', 'cf-ray': '8f1b2c3d4e5f6a7b-FRA' };
export const slowly =
  (hosts: readonly string[], latencyMs: number, headers: Readonly<Record<string, string>> = {}) =>
  (world: PlanEditor): PlanEditor =>
    hosts.reduce((all, host) => all.host(host, { latencyMs }).headers(host, headers), world);
export const servers = (patch: Parameters<PlanEditor['nameServer']>[1]) => (world: PlanEditor) =>
  world.nameServer('ns1', patch).nameServer('ns2', patch);
export const slow = { slowMs: 800 } as const;
