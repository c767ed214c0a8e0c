import { parseResource } from '../../protocols/edge/resource.ts';
import type { ResourceId } from '../../protocols/edge/resource.ts';
import type { Difference } from '../../protocols/edge/state.ts';
import type { ExportForm } from './forms.ts';

/** Resources a form has no words for: whoever takes it must hear of them. */
export const unsaid = (form: ExportForm, changes: readonly Difference[]): readonly string[] =>
  changes.flatMap(({ resource, after }) => {
    const id = parseResource(resource);
    return id === null || !canSay(form, id, after) ? [resource] : [];
  });

/** Rules by family; what a rule of it must say to have words. */
const families: Readonly<Partial<Record<ExportForm, readonly string[]>>> = {
  nginx: ['redirect', 'response-headers', 'rate-limit', 'waf', 'cache'],
  caddy: ['redirect', 'response-headers', 'waf', 'cache'],
  vercel: ['redirect', 'response-headers'],
  netlify: ['redirect'],
};

function canSay(form: ExportForm, id: ResourceId, after: unknown): boolean {
  if (form === 'steps') return true;
  if (form === 'zonefile') return id.kind === 'rrset';
  if (form === 'terraform') return id.kind !== 'managed-headers' && id.kind !== 'tiered-cache';
  if (id.kind !== 'rule' || families[form]?.includes(id.family) !== true) return false;
  const rule = after as Readonly<Record<string, unknown>> | null;
  if (rule === null) return true;
  if (Object.hasOwn(rule, 'foreign')) return false;
  if (id.family === 'waf') return rule['action'] === 'block';
  return id.family !== 'cache' || typeof rule['browser'] === 'number';
}
