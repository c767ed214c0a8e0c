import { isUpperName } from '../use.ts';
import { nameOrIdent, type Language } from './language.ts';

/** os.Getenv, LookupEnv, viper, and the struct tags of env, envconfig, cleanenv and envdecode. */
export const go: Language = {
  id: 'go',
  files: /\.go$/,
  hints: /[Ee]nv|viper/,
  syntax: { line: ['//'], block: [['/*', '*/']], strings: ['"', '`', "'"], raw: ['`'] },
  functions:
    /\bfunc\s+(?:\([^)]{0,80}\)\s*)?(?<name>\w+)\s*(?:\[[^\]]{0,80}\])?\((?<parameters>[^)]{0,300})\)/g,
  rules: [
    {
      via: 'os.Getenv',
      pattern: new RegExp(String.raw`\b(?:os|syscall)\.Getenv\(\s*${nameOrIdent}\s*\)`, 'g'),
      after: /^\s*(?:==|!=)\s*""(?!\s*\{\s*(?:log\.(?:Fatal|Panic)|panic|return[^\n]*(?:Err|err)))/,
      insists: /^\s*==\s*""\s*\{\s*(?:log\.(?:Fatal|Panic)|panic|return[^\n]*(?:Err|err))/,
    },
    {
      via: 'os.LookupEnv',
      pattern: new RegExp(String.raw`\b(?:os|syscall)\.LookupEnv\(\s*${nameOrIdent}\s*\)`, 'g'),
      insists:
        /^[^\n]{0,20}\n?[^\n]{0,60}!ok[^\n]{0,20}\{\s*(?:log\.(?:Fatal|Panic)|panic|return[^\n]*(?:Err|err))/,
      after: /^\s*;\s*ok\b/,
    },
    {
      via: 'os.Setenv',
      pattern: new RegExp(String.raw`\bos\.Setenv\(\s*${nameOrIdent}`, 'g'),
      role: 'set',
      need: 'optional',
    },
    {
      via: 'env.Get',
      pattern:
        /\benv\.(?:Get|GetString|GetInt|GetBool|MustGet|Must)\(\s*"(?<name>[A-Z][A-Z0-9_]{1,127})"(?:\s*,\s*(?<fallback>"[^"\n]{0,200}"|[\d.]+|true|false))?/g,
    },
    {
      via: 'envy',
      pattern: /\benvy\.Get\(\s*"(?<name>[A-Z][A-Z0-9_]{1,127})"\s*,\s*(?<fallback>"[^"\n]{0,200}")/g,
      need: 'optional',
    },
  ],
  extra: (text, { add }) => {
    for (const match of text.matchAll(/`([^`\n]{1,400})`/g))
      structTag(match[1] ?? '', (name, rest) => add(name, match.index, rest));
    for (const match of text.matchAll(/\bBindEnv\(([^)\n]{1,300})\)/g)) {
      const [key = '', ...names] = [...(match[1] ?? '').matchAll(/"([^"\n]{1,128})"/g)].map(
        (each) => each[1] ?? '',
      );
      const prefix = /\bSetEnvPrefix\(\s*"(\w+)"/.exec(text)?.[1];
      const implied = `${prefix === undefined ? '' : `${prefix}_`}${key}`
        .toUpperCase()
        .replaceAll(/[.-]/g, '_');
      for (const name of names.length > 0 ? names : [implied])
        add(name, match.index, { via: 'viper', need: 'optional' });
    }
  },
};

/** `env:"PORT,required" envDefault:"8080"`, `envconfig:"PORT" default:"8080" required:"true"`, `env:"PORT" env-default:"8080"`. */
function structTag(
  tag: string,
  add: (
    name: string,
    details: { via: string; need: 'required' | 'optional' | 'expected'; fallback: string | null },
  ) => void,
): void {
  const value = (key: string): string | undefined =>
    new RegExp(String.raw`(?:^|\s)${key}:"([^"]{0,200})"`).exec(tag)?.[1];
  const written = value('env') ?? value('envconfig') ?? value('split_words_env');
  if (written === undefined) return;
  const [name = '', ...options] = written.split(',');
  if (!isUpperName(name)) return;
  const fallback =
    value('envDefault') ??
    value('env-default') ??
    value('default') ??
    options.find((each) => each.startsWith('default='))?.slice(8) ??
    null;
  const isRequired =
    options.includes('required') ||
    options.includes('notEmpty') ||
    /^true$/.test(value('required') ?? value('env-required') ?? '');
  add(name, {
    via: 'struct tag',
    need: fallback !== null ? 'optional' : isRequired ? 'required' : 'optional',
    fallback,
  });
}
