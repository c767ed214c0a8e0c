import { UserError } from '../../model/error.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import { profileNames, type Profile, type ProfileName } from '../../model/profile.ts';
import { impliedManifest } from '../../manifest/implied.ts';
import { parseManifest } from '../../manifest/parse.ts';
import { formatProblem } from '../../manifest/problem.ts';
import { applyOverrides } from '../../profiles/overrides.ts';
import { profileByName } from '../../profiles/load.ts';
import { domainName, isHostName } from '../../protocols/dns/name.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { openNetwork } from '../network-options.ts';

/** What is audited, and the bar it is held to. */
export interface Subject {
  readonly manifest: Manifest;
  readonly profile: Profile;
}

const defaultManifest = 'launch.yaml';

/** The manifest named by --manifest, the one in this folder when it is about the asked domain, or one implied by the domain. */
export async function readSubject(outside: Outside, input: CommandInput): Promise<Subject> {
  const manifest = await readManifest(outside, input);
  return { manifest, profile: profileFor(manifest, input.options.text('profile')) };
}

/** The door, as the options and the manifest's `privateNetwork` ask for it. */
export async function openSubjectNetwork(
  context: CommandContext,
  input: CommandInput,
): Promise<Outside & AsyncDisposable> {
  await using plain = await context.openOutside({});
  const { isPrivateNetworkAllowed } = await readManifest(plain, input);
  return openNetwork(context, input.options, { isPrivateNetworkAllowed });
}

export function profileFor(manifest: Manifest, asked?: string): Profile {
  const name = profileNames.find((each) => each === asked) ?? manifest.profile;
  return applyOverrides(profileByName(name satisfies ProfileName), manifest.overrides).profile;
}

async function readManifest(outside: Outside, input: CommandInput): Promise<Manifest> {
  const [domainText] = input.arguments;
  const domain = domainText === undefined ? null : domainArgument(domainText);
  const named = input.options.text('manifest');
  const path = named ?? defaultManifest;
  const text = await outside.files.readText(path, { maxBytes: 1024 * 1024 });
  if (text.ok) {
    const manifest = manifestOf(text.value, path);
    if (named !== undefined || domain === null || manifest.product.domain === domain) return manifest;
  } else if (named !== undefined) throw unreadable(path, text.error.message);
  if (domain === null) throw nothingToAudit();
  return impliedManifest(domain);
}

export function manifestOf(text: string, path: string): Manifest {
  const { manifest, problems } = parseManifest(text, path);
  if (manifest !== null && problems.length === 0) return manifest;
  throw new UserError('LR_MANIFEST_INVALID', {
    what: problems.map(formatProblem).join('\n'),
    why: `${path} has ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}; nothing was looked at.`,
    todo: 'Correct the lines above; docs/reference/manifest.md has every key.',
  });
}

/** A domain as people type it: with a scheme, a path or capitals. An IP address is told apart. */
export function domainArgument(text: string): string {
  const bare = text
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[/?#].*$/, '')
    .replace(/:\d+$/, '');
  const name = domainName(bare);
  if (name !== null && isHostName(name) && name.includes('.')) return name;
  const kind = /^[\d.]+$|^\[?[0-9a-f]*:[0-9a-f:.]*\]?$/i.test(bare)
    ? 'it is an IP address'
    : 'it has no form of one';
  throw new UserError('LR_DOMAIN_INVALID', {
    what: `"${text.slice(0, 100)}" is not a domain name: ${kind}.`,
    why: 'DNS, certificates and mail are judged by name.',
    todo: 'Give the name customers type, like example.com.',
  });
}

const unreadable = (path: string, message: string): UserError =>
  new UserError('LR_FILE_UNREADABLE', {
    what: `--manifest ${path}: ${message}`,
    why: 'The command needs this file.',
    todo: 'Check the path, or write one with: launch-ready init',
  });

const nothingToAudit = (): UserError =>
  new UserError('LR_NOTHING_TO_AUDIT', {
    what: 'No domain was given and there is no launch.yaml in this folder.',
    why: 'There is nothing to look at.',
    todo: 'Write one with: launch-ready init example.com, or look without one: launch-ready audit example.com',
  });
