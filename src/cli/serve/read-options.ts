import { UserError } from '../../model/error.ts';
import { keptKinds, mostKeptDays } from '../../model/retention.ts';
import type { KeptTimes } from '../../model/retention.ts';
import type { Reference } from '../../monitor/watching/references.ts';
import { publicReferences } from '../../monitor/watching/references.ts';
import type { ParsedOptions } from '../command.ts';

export function portOf(options: ParsedOptions): number {
  const text = options.text('port') ?? '8470';
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw wrong(`--port ${text.slice(0, 20)} is no port.`, 'Give 1 to 65535, or 0 for a free one.');
}

/** The address people type: given, or where we listen. */
export function publicUrl(
  options: ParsedOptions,
  at: { readonly host: string; readonly port: number },
): string {
  const given = options.text('public-url');
  if (given === undefined) {
    const host = at.host === '0.0.0.0' || at.host === '::' ? 'localhost' : at.host;
    return `http://${host.includes(':') ? `[${host}]` : host}:${at.port}`;
  }
  const url = URL.canParse(given) ? new URL(given) : null;
  const isWhole = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '';
  if (isWhole && url.username === '') return url.origin;
  throw wrong(
    `--public-url ${given.slice(0, 100)} is not the address of a whole host.`,
    'Give it like https://watch.example.com, without a path.',
  );
}

/** Names stand in leases, samples and pages. */
export function nameOf(flag: string, text: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,39}$/.test(text)) return text;
  throw wrong(
    `${flag} ${text.slice(0, 60)} is no name.`,
    'Use lower case letters, digits and hyphens, 40 at most.',
  );
}

export function referencesOf(options: ParsedOptions): readonly Reference[] {
  if (options.isOn('always-connected')) return [];
  const given = options.list('reference');
  return given.length === 0 ? publicReferences : given.map(referenceOf);
}

function referenceOf(text: string): Reference {
  const match = /^\[?([0-9a-fA-F.:]+?)\]?:(\d{1,5})$/.exec(text);
  if (match !== null) return { address: match[1] ?? '', port: Number(match[2]) };
  throw wrong(`--reference ${text.slice(0, 60)} is not address:port.`, 'Give it like 192.0.2.1:443.');
}

/** How long what is kept, as asked for: these times cannot be chosen in Settings. */
export function retentionOf(options: ParsedOptions): Partial<KeptTimes> {
  const asked = keptKinds.flatMap(({ id, option }) => {
    const days = daysOf(options, option);
    return days === null ? [] : [{ id, option, days }];
  });
  const figures = asked.filter(({ id }) => id !== 'eventDays' && id !== 'alertDays');
  if (figures.some(({ days }, place) => days < (figures[place - 1]?.days ?? 0)))
    throw new UserError('LR_SERVE_OPTION', {
      what: `${figures.map(({ option, days }) => `--${option} ${days}`).join(', ')} do not fit together.`,
      why: 'Coarser figures stand for finer ones that are gone: they have to be kept at least as long.',
      todo: 'Give them in rising order.',
    });
  return Object.fromEntries(asked.map(({ id, days }) => [id, days]));
}

function daysOf(options: ParsedOptions, name: string): number | null {
  const text = options.text(name);
  if (text === undefined) return null;
  const days = Number(text);
  if (/^\d{1,4}$/.test(text) && days >= 1 && days <= mostKeptDays) return days;
  throw new UserError('LR_SERVE_OPTION', {
    what: `--${name} ${text.slice(0, 20)} is no number of days.`,
    why: 'What is older is deleted for good.',
    todo: `Give 1 to ${mostKeptDays}.`,
  });
}

const wrong = (what: string, todo: string): UserError =>
  new UserError('LR_SERVE_OPTION', {
    what,
    why: 'A server with a wrong address or name would send links nobody can open.',
    todo,
  });
