import { isAbsolute, join } from 'node:path';
import type { Comparison, SeenEnvironment } from '../../deploy/compare.ts';
import { compareEnvironments } from '../../deploy/compare.ts';
import { lookAtPages } from '../../deploy/look.ts';
import { canonicalOrigin } from '../../journeys/addresses.ts';
import { UserError } from '../../model/error.ts';
import type { TableState } from '../../model/deploy.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import { textBehind } from '../../secrets/behind.ts';
import { openSubjectNetwork, readSubject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { manifestFolder } from './places.ts';
import { printComparison } from './render-comparison.ts';
import { readTables } from './witnesses.ts';

export const run: CommandRun = async (context, input) => {
  const about = { ...input, arguments: [] };
  await using outside = await openSubjectNetwork(context, about);
  const { manifest } = await readSubject(outside, about);
  const [left = 'staging', right = 'production'] = input.arguments;
  const look = async (name: string): Promise<SeenEnvironment> =>
    see(context, input, { outside, manifest, name });
  const [was, is] = await Promise.all([look(left), look(right)]);
  const comparison = compareEnvironments(was, is);
  printComparison(context, input.options, { left: was, right: is, comparison });
  return context.signal.aborted ? exitCodes.interrupted : exitOf(comparison);
};

function exitOf({ differences, unknown }: Comparison): number {
  if (differences.some(({ isUsual }) => !isUsual)) return exitCodes.findings;
  return unknown.some(({ area }) => area === 'pages') ? exitCodes.couldNotLook : exitCodes.ready;
}

interface Asked {
  readonly outside: Outside;
  readonly manifest: Manifest;
  readonly name: string;
}

async function see(context: CommandContext, input: CommandInput, asked: Asked): Promise<SeenEnvironment> {
  const { outside, manifest, name } = asked;
  const url = addressOf(input, asked);
  const hosts = [new URL(url).host, ...manifest.hosts.map((host) => host.name), manifest.product.domain];
  const folder = manifestFolder(context, input.options);
  const [pages, keys, schema] = await Promise.all([
    lookAtPages({ outside, manifest, signal: context.signal }, { name, url, hosts }),
    keysOf(input, outside, { name, folder }),
    schemaOf(input, asked),
  ]);
  return { ...pages, keys, schema };
}

function addressOf(input: CommandInput, { manifest, name }: Asked): string {
  const given = named(input, 'at', name);
  const usual = { production: canonicalOrigin(manifest), staging: manifest.deploy.stagingUrl };
  const url = given ?? (name === 'production' || name === 'staging' ? usual[name] : null);
  if (url !== null && /^https?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new UserError('LR_OPTION_INVALID', {
    what: `Nobody says where ${name.slice(0, 60)} is.`,
    why: 'What cannot be reached cannot be compared.',
    todo: `Write deploy.stagingUrl into launch.yaml, or give --at ${name.slice(0, 60)}=https://...`,
  });
}

const named = (input: CommandInput, option: string, name: string): string | null =>
  input.options
    .list(option)
    .find((each) => each.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? null;

/** Names only; a value is not even kept. */
async function keysOf(
  input: CommandInput,
  outside: Outside,
  at: { readonly name: string; readonly folder: string },
): Promise<readonly string[] | null> {
  const path = named(input, 'env-file', at.name) ?? `.env.${at.name}`;
  const text = await outside.files.readText(isAbsolute(path) ? path : join(at.folder, path), {
    maxBytes: 1_000_000,
  });
  if (!text.ok) return null;
  const names = [...text.value.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_]*)[ \t]*=/gm)];
  return [...new Set(names.map(([, name = '']) => name))];
}

async function schemaOf(
  input: CommandInput,
  { outside, manifest, name }: Asked,
): Promise<readonly TableState[] | null> {
  const store = manifest.dataStores.find(({ kind, url }) => kind === 'postgres' && url !== null);
  const reference = named(input, 'database', name) ?? (name === 'production' ? (store?.url ?? null) : null);
  if (reference === null) return null;
  const url = await textBehind(reference, outside);
  if (!url.ok) return null;
  const tables = await readTables(url.value);
  return tables.ok ? tables.value : null;
}
