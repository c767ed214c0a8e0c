import { isEnvName, isUpperName, type EnvReading, type SourceText } from '../use.ts';
import { InfrastructureReading } from './reading.ts';
import { allEntries, at, entriesOf, itemsOf, offsetOf, textOf, yamlRoots } from './yaml-tree.ts';

/** `env("DATABASE_URL")` of a Prisma schema. */
export function readPrisma(source: SourceText): EnvReading {
  const reading = new InfrastructureReading(source);
  const text = source.text.replaceAll(/\/\/[^\n]*/g, (all) => ' '.repeat(all.length));
  for (const match of text.matchAll(/\benv\(\s*"(\w{1,128})"\s*\)/g))
    reading.add(match[1] ?? '', match.index, { via: 'prisma', need: 'required' });
  return reading.done();
}

/** Environments given to functions, containers and apps by Terraform; `TF_VAR_x` is Terraform's own affair. */
export function readTerraform(source: SourceText): EnvReading {
  const reading = new InfrastructureReading(source);
  const text = source.text.replaceAll(/(?:#|\/\/)[^\n]*/g, (all) => ' '.repeat(all.length));
  const blocks =
    /\b(?:environment_variables|app_settings|env_vars|environment|variables|env|config_vars|secrets?)\s*=?\s*\{([^{}]{0,8000})\}/g;
  for (const match of text.matchAll(blocks)) {
    const start = match.index + match[0].indexOf('{') + 1;
    for (const entry of (match[1] ?? '').matchAll(/^[ \t]*"?([A-Z][A-Z0-9_]{1,127})"?[ \t]*[=:]/gm))
      reading.add(entry[1] ?? '', start + entry.index, { via: 'Terraform', role: 'set', need: 'optional' });
    const named = /\b(?:name|key)\s*=\s*"([A-Z][A-Z0-9_]{1,127})"/.exec(match[1] ?? '');
    if (named !== null)
      reading.add(named[1] ?? '', start + named.index, { via: 'Terraform', role: 'set', need: 'optional' });
  }
  for (const match of text.matchAll(
    /\{\s*"?name"?\s*[=:]\s*"([A-Z][A-Z0-9_]{1,127})"\s*,?\s*"?value(?:From)?"?\s*[=:]/g,
  ))
    reading.add(match[1] ?? '', match.index, { via: 'Terraform', role: 'set', need: 'optional' });
  return reading.done();
}

/** render.yaml, Kubernetes and Helm values, serverless.yml, app.yaml: variables they set or expect to be set by hand. */
export function readPlatformYaml(source: SourceText): EnvReading {
  const reading = new InfrastructureReading(source);
  for (const match of source.text.matchAll(/\$\{env:(\w{1,128})(?:,\s*([^}]{0,200}))?\}/g)) {
    const fallback = match[2]?.trim().replaceAll(/^["']|["']$/g, '') ?? null;
    reading.add(match[1] ?? '', match.index, {
      via: 'serverless',
      need: fallback === null ? 'required' : 'optional',
      fallback,
    });
  }
  for (const root of yamlRoots(source.text))
    for (const entry of allEntries(root)) envEntry(entry.key, entry.value, reading);
  return reading.done();
}

function envEntry(key: string, value: unknown, reading: InfrastructureReading): void {
  if (!/^(?:env|envVars|environment|env_variables|extraEnv|extraEnvVars)$/.test(key)) return;
  const set = { role: 'set', need: 'optional' } as const;
  for (const entry of entriesOf(value))
    if (isUpperName(entry.key)) reading.add(entry.key, entry.offset, { via: 'platform', ...set });
  for (const item of itemsOf(value)) {
    const name = textOf(at(item, 'name')) ?? textOf(at(item, 'key'));
    if (name === null || !isEnvName(name)) continue;
    // Render: `sync: false` is asked for by hand, so the product expects it.
    const isAsked = textOf(at(item, 'sync')) === 'false';
    reading.add(
      name,
      offsetOf(item),
      isAsked ? { via: 'Render', isSecret: true } : { via: 'platform', ...set },
    );
  }
}

/** `[env]` of fly.toml, `[build.environment]` of netlify.toml, `[vars]` of wrangler.toml. */
export function readPlatformToml(source: SourceText): EnvReading {
  const reading = new InfrastructureReading(source);
  let isInside = false;
  let offset = 0;
  for (const line of source.text.split('\n')) {
    const section = /^\s*\[+\s*([\w.\-"']{1,100})\s*\]+/.exec(line)?.[1];
    if (section !== undefined) isInside = /(?:^|\.)(?:env|environment|vars|variables)$/.test(section);
    const name = /^\s*"?([A-Za-z_]\w{0,127})"?\s*=/.exec(line)?.[1];
    if (isInside && name !== undefined)
      reading.add(name, offset, { via: 'platform', role: 'set', need: 'optional' });
    offset += line.length + 1;
  }
  return reading.done();
}

/** `env` of vercel.json and app.json (Heroku), scripts of package.json. */
export function readPlatformJson(source: SourceText): EnvReading {
  const reading = new InfrastructureReading(source);
  const root = parsedObject(source.text);
  if (source.path.endsWith('package.json')) packageScripts(root, reading);
  else {
    for (const part of [root['env'], objectOf(root['build'])['env']]) declaredEnv(objectOf(part), reading);
  }
  return reading.done();
}

function parsedObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text) as unknown);
  } catch {
    return {};
  }
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

function declaredEnv(env: Readonly<Record<string, unknown>>, reading: InfrastructureReading): void {
  for (const [name, value] of Object.entries(env)) {
    if (!isUpperName(name)) continue;
    const offset = Math.max(0, reading.source.text.indexOf(`"${name}"`));
    const { description, required, value: preset, generator } = objectOf(value);
    const isHeroku = typeof value === 'object';
    const purpose = typeof description === 'string' ? description.slice(0, 200) : null;
    const isGiven = !isHeroku || preset !== undefined || generator !== undefined;
    const need = isGiven || required === false ? 'optional' : 'required';
    reading.add(name, offset, {
      via: isHeroku ? 'app.json' : 'vercel.json',
      role: isGiven ? 'set' : 'declared',
      need,
      purpose,
    });
  }
}

function packageScripts(root: Readonly<Record<string, unknown>>, reading: InfrastructureReading): void {
  for (const [name, script] of Object.entries(objectOf(root['scripts']))) {
    if (typeof script !== 'string') continue;
    const offset = Math.max(0, reading.source.text.indexOf(`"${name}"`));
    reading.addShell(script.slice(0, 2_000), {
      offset,
      via: 'npm script',
      given: (each) => /^npm_/i.test(each),
    });
  }
}
