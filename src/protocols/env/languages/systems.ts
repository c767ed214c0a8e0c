import { cStyle, literal, nameOrIdent, quotedName, type ExtraPlace, type Language } from './language.ts';

const rustDefault =
  /^[^;\n]{0,20}\s{0,80}\.(?:unwrap_or(?:_else|_default)?\(\s*(?:\|_?\w*\|\s*)?(?<fallback>"[^"\n]{0,200}"|[\d.]+)?|ok\(\)|is_ok\(\)|is_err\(\)|map_or)|^\s{0,3}\{[^]{0,140}?\bErr\(\w*\)\s*=>\s*(?!\{?\s*(?:panic|return|bail|anyhow|Err|std::process|process|eprintln|unreachable))/;
const rustInsists = /^\s{0,80}(?:\.(?:expect|unwrap)\(|\?|\.(?:map_err|context|with_context|wrap_err))/;

export const rust: Language = {
  id: 'rust',
  files: /\.rs$/,
  hints: /env/,
  syntax: { line: ['//'], block: [['/*', '*/']], strings: ['"'] },
  functions: /\bfn\s+(?<name>\w+)\s*(?:<[^>]{0,80}>)?\((?<parameters>[^)]{0,300})\)/g,
  rules: [
    {
      via: 'env::var',
      pattern: new RegExp(String.raw`\b(?:env|dotenvy|dotenv)::var(?:_os)?\(\s*&?${nameOrIdent}\s*\)`, 'g'),
      after: rustDefault,
      insists: rustInsists,
    },
    {
      via: 'env::var',
      pattern: new RegExp(String.raw`(?<![\w:.])var(?:_os)?\(\s*${quotedName}\s*\)`, 'g'),
      after: rustDefault,
      insists: rustInsists,
    },
    { via: 'env!', pattern: new RegExp(String.raw`(?<!\w)env!\(\s*${quotedName}`, 'g'), need: 'required' },
    {
      via: 'option_env!',
      pattern: new RegExp(String.raw`\boption_env!\(\s*${quotedName}`, 'g'),
      need: 'optional',
    },
    { via: 'clap', pattern: /\.env\(\s*"(?<name>[A-Z][A-Z0-9_]{1,127})"\s*\)/g, need: 'optional' },
  ],
  extra: clapRead,
};

/** `#[arg(long, env, default_value_t = 8080)] port: u16`: without a name of its own the variable is the field in capitals. */
function clapRead(text: string, place: ExtraPlace): void {
  for (const match of text.matchAll(
    /#\[(?:arg|clap|structopt)\((?<options>(?:[^\]"]|"[^"\n]{0,300}"){0,600})\)\](?<rest>(?:\s{0,80}#\[[^\]]{0,300}\]){0,5}\s{0,80}(?:pub(?:\([^)]{0,40}\))?\s{1,8})?(?<field>\w{1,127})\s{0,8}:\s{0,8}(?<type>[^,\n]{1,120}))?/g,
  )) {
    const { options = '', field = '', type = '' } = match.groups ?? {};
    const [, own] = /\benv\b(?:\s*[=(]\s*"(\w{1,128})")?/.exec(
      options.replaceAll(/(?<!env\s{0,3}[=(]\s{0,3})"[^"\n]*"/g, '""'),
    ) ?? [null];
    const isRead = /(?:^|[\s,(])env(?=\s*(?:[=,(]|$))/.test(options.replaceAll(/"[^"\n]*"/g, '""'));
    const name = own ?? field.toUpperCase();
    if (!isRead || name === '') continue;
    const given = /\bdefault_values?(?:_t|_os)?(?:\s*[=(]\s*("[^"\n]{0,200}"|[\w.]{1,40}))?/.exec(options);
    const isOptional = given !== null || /^Option\s*</.test(type) || /^(?:bool|Vec\b)/.test(type);
    const fallback = given?.[1]?.replaceAll('"', '') ?? null;
    place.add(name, match.index, { via: 'clap', need: isOptional ? 'optional' : 'required', fallback });
  }
}

export const elixir: Language = {
  id: 'elixir',
  files: /\.(?:exs?|eex|heex|leex)$/,
  hints: /_env|:system/,
  syntax: { line: ['#'], block: [], strings: ['"""', '"', "'"], documents: [] },
  functions: /\bdefp?\s+(?<name>\w+[?!]?)\s*\((?<parameters>[^)]{0,300})\)/g,
  rules: [
    {
      via: 'System.get_env',
      pattern: new RegExp(
        String.raw`\bSystem\.get_env\(\s*${nameOrIdent}(?:\s*,\s*(?<fallback>${literal}))?`,
        'g',
      ),
      after: /^\s*\)?\s*\|\|\s*(?!\s*raise|\s*exit)(?<fallback>"[^"\n]{0,200}"|[\d.]+)?/,
      insists: /^\s*\)?\s*\|\|\s*(?:raise|exit)/,
    },
    {
      via: 'System.fetch_env!',
      pattern: new RegExp(String.raw`\bSystem\.fetch_env!\(\s*${nameOrIdent}`, 'g'),
      need: 'required',
    },
    {
      via: 'System.fetch_env',
      pattern: new RegExp(String.raw`\bSystem\.fetch_env\(\s*${nameOrIdent}`, 'g'),
      need: 'optional',
    },
    { via: 'System.get_env', pattern: /"(?<name>[A-Z][A-Z0-9_]{1,127})"\s*\|>\s*System\.get_env\(/g },
    {
      via: 'System.fetch_env!',
      pattern: /"(?<name>[A-Z][A-Z0-9_]{1,127})"\s*\|>\s*System\.fetch_env!\(/g,
      need: 'required',
    },
    {
      via: ':system',
      pattern:
        /\{:system,\s*(?::\w{1,30},\s*)?"(?<name>[A-Z][A-Z0-9_]{1,127})"(?:,\s*(?<fallback>"[^"\n]{0,200}"|[\d.]+))?/g,
    },
    {
      via: 'env!',
      pattern: /(?<![\w.])env!\(\s*"(?<name>[A-Z][A-Z0-9_]{1,127})"(?:\s*,\s*:\w{1,30}!?)?\s*\)/g,
      need: 'required',
    },
    {
      via: 'config_env',
      pattern: /\bSystem\.put_env\(\s*"(?<name>\w{1,128})"/g,
      role: 'set',
      need: 'optional',
    },
  ],
};

export const csharp: Language = {
  id: 'csharp',
  files: /\.(?:cs|fs|vb|cshtml|razor)$/,
  hints: /Environment|Env\.|Configuration/,
  syntax: cStyle,
  functions:
    /\b(?:string|String|int|bool|T)\??\s+(?<name>\w+)\s*(?:<[^>]{0,40}>)?\((?<parameters>[^)]{0,300})\)/g,
  rules: [
    {
      via: 'GetEnvironmentVariable',
      pattern: new RegExp(String.raw`\bGetEnvironmentVariable\(\s*${nameOrIdent}[^)\n]{0,60}\)`, 'g'),
      after: /^\s{0,80}(?:\?\?\s{0,3}(?!throw)(?<fallback>"[^"\n]{0,200}"|[\d.]+)?|\?\.)/,
      insists: /^\s{0,80}(?:\?\?\s{0,3}throw|!)/,
    },
    {
      via: 'SetEnvironmentVariable',
      pattern: new RegExp(String.raw`\bSetEnvironmentVariable\(\s*${quotedName}`, 'g'),
      role: 'set',
      need: 'optional',
    },
    {
      via: 'DotNetEnv',
      pattern:
        /\bEnv\.Get(?:String|Int|Bool|Double)\(\s*"(?<name>[A-Z][A-Z0-9_]{1,127})"(?:\s*,\s*(?<fallback>"[^"\n]{0,200}"|[\w.]{1,40}))?/g,
    },
    {
      via: 'IConfiguration',
      pattern: /\b[Cc]onfiguration\[\s*"(?<name>[A-Z][A-Z0-9_]{1,127})"\s*\]/g,
      after: /^\s{0,80}\?\?\s{0,3}(?!throw)(?<fallback>"[^"\n]{0,200}")?/,
      insists: /^\s{0,80}\?\?\s{0,3}throw/,
    },
    {
      via: 'IConfiguration',
      pattern:
        /\b[Cc]onfiguration\.GetValue<\w{1,20}\??>\(\s*"(?<name>[A-Z][A-Z0-9_]{1,127})"(?:\s*,\s*(?<fallback>"[^"\n]{0,200}"|[\w.]{1,40}))?/g,
    },
  ],
};

export const dart: Language = {
  id: 'dart',
  files: /\.dart$/,
  hints: /[Ee]nv|Environment/,
  syntax: cStyle,
  rules: [
    {
      via: 'fromEnvironment',
      pattern:
        /\b(?:String|int|bool)\.(?:fromEnvironment|hasEnvironment)\(\s*["'](?<name>\w{1,128})["'](?:\s*,\s*defaultValue:\s*(?<fallback>"[^"\n]{0,200}"|'[^'\n]{0,200}'|[\w.]{1,40}))?/g,
    },
    {
      via: 'Platform.environment',
      pattern: /\bPlatform\.environment\[\s*["'](?<name>\w{1,128})["']\s*\]/g,
      after: /^\s*\?\?\s*(?<fallback>"[^"\n]{0,200}"|'[^'\n]{0,200}')?/,
      insists: /^\s*!/,
    },
    { via: 'dotenv', pattern: /\bdotenv\.(?:env\[|get\(|maybeGet\()\s*["'](?<name>\w{1,128})["']/g },
  ],
};

export const swift: Language = {
  id: 'swift',
  files: /\.swift$/,
  hints: /environment/,
  syntax: cStyle,
  rules: [
    {
      via: 'ProcessInfo',
      pattern: /\benvironment\[\s*"(?<name>\w{1,128})"\s*\]/g,
      after: /^\s*\?\?\s*(?<fallback>"[^"\n]{0,200}")?/,
      insists: /^\s*!/,
    },
    {
      via: 'Environment.get',
      pattern: /\bEnvironment\.get\(\s*"(?<name>\w{1,128})"/g,
      after: /^\s*\)\s*\?\?\s*(?<fallback>"[^"\n]{0,200}")?/,
    },
  ],
};
