import { X509Certificate } from 'node:crypto';
import type { Outside } from '../model/outside.ts';
import { UserError } from '../model/error.ts';
import type { CommandContext, OptionSpec, ParsedOptions } from './command.ts';
import type { OutsideOptions } from './outside-options.ts';

/** The options every command that looks at the network takes. */
export const networkOptions: readonly OptionSpec[] = [
  { flags: '--hints <file>', about: 'root hints file (named.root form); default: the IANA root servers' },
  {
    flags: '--resolver <address>',
    about: 'ask this resolver instead of walking from the root',
    isRepeatable: true,
  },
  { flags: '--ca <file>', about: 'PEM file with further trusted roots', isRepeatable: true },
  {
    flags: '--map <from=to>',
    about:
      'send connections for host:port (or *) to ip:port, or refuse them; first match wins; @file: one rule a line',
    isRepeatable: true,
  },
  {
    flags: '--allow-private',
    about: 'allow loopback and private addresses (also: privateNetwork in launch.yaml)',
  },
];

export async function openNetwork(
  context: CommandContext,
  options: ParsedOptions,
  extra: OutsideOptions = {},
): Promise<Outside & AsyncDisposable> {
  return context.openOutside(await readNetwork(context, options, extra));
}

/** What the options say about the network, with the files they name read: plain data, for a door in this thread or another one. */
export async function readNetwork(
  context: CommandContext,
  options: ParsedOptions,
  extra: OutsideOptions = {},
): Promise<OutsideOptions> {
  const files = await readOptionFiles(context, options);
  return {
    ...files,
    resolvers: options.list('resolver'),
    maps: await mapRules(context, options.list('map')),
    ...(extra.isDnsRenewed === true ? { isDnsRenewed: true } : {}),
    isPrivateNetworkAllowed: options.isOn('allow-private') || extra.isPrivateNetworkAllowed === true,
  };
}

/** `@maps.txt` stands for the rules in that file; empty lines and comments are left out. */
async function mapRules(context: CommandContext, given: readonly string[]): Promise<readonly string[]> {
  if (!given.some((rule) => rule.startsWith('@'))) return given;
  await using plain = await context.openOutside({});
  const rules = await Promise.all(
    given.map(async (rule) => {
      if (!rule.startsWith('@')) return [rule];
      const text = await readOptionFile(plain, '--map', rule.slice(1));
      return text.split('\n').map((line) => line.replace(/(?:^|\s)#.*$/, '').trim());
    }),
  );
  return rules.flat().filter((rule) => rule !== '');
}

async function readOptionFiles(context: CommandContext, options: ParsedOptions): Promise<OutsideOptions> {
  const hints = options.text('hints');
  const authorities = options.list('ca');
  if (hints === undefined && authorities.length === 0) return {};
  await using plain = await context.openOutside({});
  const extraCaPem = await Promise.all(authorities.map((path) => readAuthority(plain, path)));
  const hintsText = hints === undefined ? undefined : await readOptionFile(plain, '--hints', hints);
  return { extraCaPem, ...(hintsText === undefined ? {} : { hintsText }) };
}

async function readAuthority(outside: Outside, path: string): Promise<string> {
  const text = await readOptionFile(outside, '--ca', path);
  if (holdsCertificate(text)) return text;
  throw new UserError('LR_CA_INVALID', {
    what: `--ca ${path} holds no certificate.`,
    why: 'Without it every certificate of that authority would be judged as untrusted.',
    todo: 'Give a PEM file with at least one BEGIN CERTIFICATE block.',
  });
}

/** Reads the first certificate; comments around the blocks are usual. */
function holdsCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}

export async function readOptionFile(outside: Outside, flag: string, path: string): Promise<string> {
  const text = await outside.files.readText(path);
  if (text.ok) return text.value;
  throw new UserError('LR_FILE_UNREADABLE', {
    what: `${flag} ${path}: ${text.error.message}`,
    why: 'The command needs this file.',
    todo: 'Check the path and its permissions.',
  });
}
