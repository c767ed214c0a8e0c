import { collector } from '../../model/collector.ts';
import { unknownFact } from '../../model/fact.ts';
import repository, { type FoundSecret, type RepositorySecrets } from '../../facts/secrets/repository.ts';
import { baselineKey, parseBaseline } from '../../protocols/secrets/baseline.ts';
import { envNames, isEnvFile } from '../../protocols/secrets/env-file.ts';
import { gitText, type GitPlace } from './git.ts';
import { scanHistory } from './history.ts';
import { SecretHits, type Hit } from './hits.ts';
import { scanFiles } from './read-files.ts';
import { treeFiles } from './tree.ts';

const maxFileBytes = 4 * 1024 * 1024;
/** An audit is not held up by a large history: `scan --history` reads all of it. */
const historyLimits = { maxObjectBytes: 1024 * 1024, maxObjects: 40_000 };
const maxListed = 100;
const maxEnvFiles = 20;

/** Reads the repository the manifest names: files first, then as much history as an audit has time for. */
export default collector({
  yields: repository,
  inputs: {},
  limits: { timeoutMs: 60_000 },
  async collect({ target, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const found = await outside.files.stat(target.name);
    if (!found.ok || found.value.kind !== 'folder')
      return unknownFact(
        `${target.name} is no folder that can be read`,
        'correct repository.path in launch.yaml, or run the audit where the code is',
      );
    const value = await lookedThrough({ outside, folder: target.name, signal });
    return {
      state: 'known',
      value,
      source: `the files and the git history of ${target.name}`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

async function lookedThrough(place: GitPlace): Promise<RepositorySecrets> {
  const { outside, folder, signal } = place;
  const isRepository = (await gitText(place, ['rev-parse', '--is-inside-work-tree']))?.trim() === 'true';
  const hits = new SecretHits();
  const paths = await treeFiles(place, hits);
  await scanFiles(outside, { root: folder, paths, hits }, { maxFileBytes, signal });
  const history = new SecretHits();
  if (isRepository) await scanHistory(place, history, historyLimits);
  const accepted = await acceptedKeys(place);
  const isOpen = ({ finding }: Hit): boolean =>
    finding.kind === 'secret' && finding.allowed === null && !accepted.has(baselineKey(finding));
  const tree = hits.hits.filter(isOpen);
  const known = new Set(tree.map(({ finding }) => baselineKey(finding)));
  const past = history.hits.filter((hit) => isOpen(hit) && !known.has(baselineKey(hit.finding)));
  return {
    isRepository,
    files: hits.files,
    tree: distinct(tree),
    history: distinct(past),
    objects: history.objects,
    historyGap: history.told[0] ?? null,
    envFiles: await trackedEnvFiles(place),
    notLookedAt: hits.told.slice(0, maxListed),
  };
}

async function acceptedKeys({ outside, folder }: GitPlace): Promise<ReadonlySet<string>> {
  const text = await outside.files.readText(`${folder}/.launch-ready-secrets.json`);
  const entries = text.ok ? parseBaseline(text.value) : [];
  return new Set(typeof entries === 'string' ? [] : entries.map(baselineKey));
}

/** One row per secret, the first place it was seen at. */
function distinct(hits: readonly Hit[]): FoundSecret[] {
  const rows = new Map<string, FoundSecret>();
  for (const { finding } of hits) {
    const key = baselineKey(finding);
    if (!rows.has(key) && rows.size < maxListed) rows.set(key, rowOf(finding));
  }
  return [...rows.values()];
}

const rowOf = ({ commit, rotate, ...finding }: Hit['finding']): FoundSecret => ({
  rule: finding.rule,
  title: finding.title,
  severity: finding.severity,
  confidence: finding.confidence,
  detail: finding.detail,
  path: finding.path,
  line: finding.line,
  redacted: finding.redacted,
  fingerprint: finding.fingerprint,
  commit: commit?.commit ?? null,
  day: commit === null || commit.at === 0 ? null : new Date(commit.at * 1000).toISOString().slice(0, 10),
  rotate,
});

async function trackedEnvFiles(place: GitPlace): Promise<RepositorySecrets['envFiles']> {
  const listed = (await gitText(place, ['ls-files', '-z'])) ?? '';
  const paths = listed.split('\0').filter(isEnvFile).slice(0, maxEnvFiles);
  const files: RepositorySecrets['envFiles'] = [];
  for (const path of paths) {
    const text = await place.outside.files.readText(`${place.folder}/${path}`, { maxBytes: 1024 * 1024 });
    const names = text.ok ? envNames(text.value) : [];
    if (names.length > 0) files.push({ path, names: names.slice(0, 50) });
  }
  return files;
}
