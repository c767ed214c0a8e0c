import { collector } from '../../model/collector.ts';
import type { Manifest } from '../../model/manifest.ts';
import { every } from '../../model/need.ts';
import backends from '../../facts/bundles/backends.ts';
import type { BundleBackends } from '../../facts/bundles/backends.ts';
import scripts from '../../facts/bundles/scripts.ts';
import type { BundleBackend } from '../../facts/bundles/scripts.ts';
import { registrableDomain } from '../../protocols/dns/name.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';
import { askBackend } from './reading/backend-desk.ts';

const maxBackends = 12;

/** With the owner’s consent: read-only questions to the back ends whose public keys the site hands out. */
export default collector({
  yields: backends,
  inputs: { scripts: every(scripts) },
  limits: { timeoutMs: 45_000 },
  async collect({ inputs, target, manifest, outside, signal, consent }) {
    const startedMs = outside.clock.monotonicMs();
    const found = distinct(
      inputs.scripts.flatMap(({ fact }) =>
        fact.state === 'known' && fact.value.isRead ? fact.value.backends : [],
      ),
    );
    const value: BundleBackends = consent.isActiveAllowed
      ? await askAll({ http: outside.http, signal }, found, manifest)
      : {
          isAsked: false,
          why:
            found.length === 0
              ? 'no script names a back end'
              : `the scripts name ${found.length} back ends, which are asked with --active only`,
          waiting: [...new Set(found.map(({ kind }) => kind))],
        };
    return {
      state: 'known',
      value,
      source: `back ends named in the scripts of ${target.name}`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

async function askAll(
  probing: Parameters<typeof askBackend>[0],
  found: readonly BundleBackend[],
  manifest: Manifest,
): Promise<BundleBackends> {
  if (found.length === 0) return { isAsked: false, why: 'no script names a back end', waiting: [] };
  const projects = found.filter(({ kind }) => kind.startsWith('fire')).map(({ id }) => id);
  const isOurs = (each: BundleBackend): boolean => isOwn(each, manifest, projects);
  const answers = await inTurn(found.filter(isOurs).slice(0, maxBackends), 3, async (each) =>
    askBackend(probing, each),
  );
  return {
    isAsked: true,
    answers: answers.flat(),
    leftAlone: found.filter((each) => !isOurs(each)).map(({ kind, id }) => `${kind} ${id}`),
  };
}

/**
 * Whoever hands out a project’s key owns the project; a bucket anybody can name. Consent is for one’s own things, so only
 * buckets named after the product are asked.
 */
function isOwn({ kind, id }: BundleBackend, manifest: Manifest, projects: readonly string[]): boolean {
  if (kind === 'supabase' || kind === 'algolia' || kind.startsWith('fire')) return true;
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const { domain, name } = manifest.product;
  const label = (registrableDomain(domain) ?? domain).split('.')[0] ?? domain;
  const words = [label, name, ...projects].map(plain).filter((word) => word.length >= 4);
  return words.some((word) => plain(id).includes(word));
}

function distinct(found: readonly BundleBackend[]): readonly BundleBackend[] {
  const byId = new Map<string, BundleBackend>();
  for (const each of found) {
    const key = `${each.kind} ${each.id}`;
    const before = byId.get(key);
    const names = [...new Set([...(before?.names ?? []), ...each.names])];
    byId.set(key, before?.hasKey === true ? { ...before, names } : { ...each, names });
  }
  return [...byId.values()];
}
