import { isEnvName, isUpperName, type EnvNeed } from '../use.ts';

export interface ShellRead {
  readonly name: string;
  readonly offset: number;
  readonly need: EnvNeed;
  readonly fallback: string | null;
}
export interface ShellReading {
  readonly reads: readonly ShellRead[];
  /** Variables the script gives a value itself. */
  readonly assigned: ReadonlySet<string>;
  readonly exported: ReadonlyMap<string, number>;
}

/** What every shell or login sets by itself (POSIX 2.5.3, bash(1) "Shell Variables"). */
const shellOwn = new Set(
  'HOME PATH PWD OLDPWD USER LOGNAME SHELL TERM LANG LC_ALL LC_CTYPE TMPDIR HOSTNAME HOSTTYPE MACHTYPE OSTYPE UID EUID GID GROUPS PPID RANDOM SECONDS LINENO IFS PS1 PS2 PS3 PS4 OPTARG OPTIND OPTERR REPLY BASH BASHPID BASHOPTS SHELLOPTS SHLVL FUNCNAME PIPESTATUS DIRSTACK COLUMNS LINES EDITOR PAGER DISPLAY MAIL MAILCHECK HISTFILE HISTSIZE IGNOREEOF COMP_WORDS COMP_CWORD COMPREPLY MAPFILE EPOCHSECONDS EPOCHREALTIME SUDO_USER SSH_AUTH_SOCK XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME XDG_RUNTIME_DIR'.split(
    ' ',
  ),
);
export const isShellOwn = (name: string): boolean => shellOwn.has(name) || name.startsWith('BASH_');

/**
 * Variables a POSIX shell or bash script takes from outside: expanded and nowhere assigned. Comments, single quotes and
 * quoted here-documents are no expansions; lower-case names are the script's own by custom.
 */
export function readShell(script: string): ShellReading {
  const text = maskShell(script);
  const assigned = new Set<string>();
  for (const match of text.matchAll(assignments)) {
    const names = match.slice(1).find((group) => group !== undefined) ?? '';
    for (const name of names.split(/\s+/)) if (isEnvName(name)) assigned.add(name);
  }
  const exported = new Map<string, number>();
  for (const match of text.matchAll(/(?:^|[;&|(\n])[ \t]*export[ \t]+([A-Z]\w{0,127})(?==)/g))
    exported.set(match[1] ?? '', match.index);
  return { reads: [...expansions(text, assigned)], assigned, exported };
}

// Plain groups: one name for several groups is a mistake to Node 22.
const assignments =
  /(?:(?:^|[;&|({\n`]|\bdo\b|\bthen\b|\belse\b|\$\()[ \t]*(?:(?:export|local|readonly|declare|typeset)[ \t]+(?:-\w+[ \t]+)*)?([A-Za-z_]\w{0,127})(?:\[[^\]\n]{0,60}\])?\+?=)|(?:\b(?:read|mapfile|readarray)[ \t]+(?:-\w+[ \t]+(?:\d+[ \t]+)?)*([A-Za-z_][\w \t]{0,200}))|(?:\bfor[ \t]+([A-Za-z_]\w{0,127})[ \t\n;])|(?:\bgetopts[ \t]+\S+[ \t]+(\w{1,60}))|(?:\bprintf[ \t]+-v[ \t]+(\w{1,60}))/g;

function* expansions(text: string, assigned: ReadonlySet<string>): Generator<ShellRead> {
  const pattern =
    /\\.|\$(?:\{[#!]?(?<braced>[A-Za-z_]\w{0,127})(?<operator>:?[-=?+])?(?<word>[^{}\n]{0,200})?|(?<plain>[A-Za-z_]\w{0,127}))/g;
  for (const match of text.matchAll(pattern)) {
    const name = match.groups?.['braced'] ?? match.groups?.['plain'];
    if (name === undefined || !isUpperName(name) || isShellOwn(name)) continue;
    const operator = (match.groups?.['operator'] ?? '').replace(':', '');
    // `X=${X:-default}` is a script taking X from outside, though it assigns it.
    if (assigned.has(name) && operator === '') continue;
    const word = match.groups?.['word'] ?? '';
    const need = operator === '?' ? 'required' : operator === '' ? 'expected' : 'optional';
    const fallback = operator === '-' || operator === '=' ? word.replaceAll(/^["']|["']$/g, '') : null;
    yield {
      name,
      offset: match.index,
      need,
      fallback: fallback === null || fallback.includes('$') ? null : fallback,
    };
  }
}

/** Comments, single-quoted text and quoted here-documents blanked, offsets kept. */
function maskShell(script: string): string {
  return withoutQuotedDocuments(script).replaceAll(
    /(?:\\.)|(?:"(?:[^"\\]|\\[^])*")|(?:'[^']*')|(?<=^|[\s;&|(])(?:#[^\n]*)/gm,
    (all) => (all.startsWith("'") || all.startsWith('#') ? blank(all) : all),
  );
}

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/** `<<'EOF'` and `<<\EOF`: the shell expands nothing in them (POSIX 2.7.4). */
function withoutQuotedDocuments(script: string): string {
  const heads = /<<-?[ \t]*(?:'(?<single>\w{1,60})'|"(?<double>\w{1,60})"|\\(?<escaped>\w{1,60}))[^\n]*\n/g;
  let text = script;
  for (const match of script.matchAll(heads)) {
    const word = match.groups?.['single'] ?? match.groups?.['double'] ?? match.groups?.['escaped'] ?? '';
    const from = match.index + match[0].length;
    const end = new RegExp(String.raw`^[ \t]*${word}$`, 'm').exec(script.slice(from));
    const to = end === null ? script.length : from + end.index;
    text = text.slice(0, from) + blank(script.slice(from, to)) + text.slice(to);
  }
  return text;
}
