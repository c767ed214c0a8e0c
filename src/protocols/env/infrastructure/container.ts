import type { EnvReading, SourceText } from '../use.ts';
import { InfrastructureReading } from './reading.ts';
import { readShell } from './shell.ts';
import {
  allEntries,
  at,
  entriesOf,
  isEmptyValue,
  itemsOf,
  offsetOf,
  textOf,
  yamlRoots,
} from './yaml-tree.ts';

/** BuildKit and the Dockerfile reference predefine these build arguments. */
const predefined =
  /^(?:HTTPS?_PROXY|FTP_PROXY|NO_PROXY|ALL_PROXY|(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)|SOURCE_DATE_EPOCH|BUILDKIT_\w+)$/i;

/** ARG names what a build takes, ENV what the image sets, secret mounts what a step is lent; the start command may expand more. */
export function readDockerfile(source: SourceText): EnvReading {
  const reading = new InfrastructureReading(source);
  const known = new Set<string>();
  const text = source.text.replaceAll(/^[ \t]*#[^\n]*/gm, (all) => ' '.repeat(all.length));
  for (const match of text.matchAll(/^[ \t]*ARG[ \t]+([A-Za-z_]\w{0,127})(?:=("[^"\n]*"|\S*))?/gim)) {
    const [, name = '', value] = match;
    known.add(name);
    if (predefined.test(name)) continue;
    const fallback = value === undefined ? null : value.replaceAll(/^["']|["']$/g, '');
    reading.add(name, match.index + match[0].search(/\S/), {
      via: 'ARG',
      need: value === undefined ? 'expected' : 'optional',
      fallback,
    });
  }
  for (const match of text.matchAll(/^[ \t]*ENV[ \t]+((?:[^\n\\]|\\\n?)*)/gim))
    setByEnv(match[1] ?? '', { offset: match.index, reading, known });
  for (const match of text.matchAll(/--mount=type=secret,[^\s]{0,200}/g)) {
    const env = /\benv=([A-Za-z_]\w*)/.exec(match[0])?.[1];
    if (env !== undefined) reading.add(env, match.index, { via: 'build secret', isSecret: true });
  }
  // A start command is run with the environment of the running container.
  for (const match of text.matchAll(/^[ \t]*(?:CMD|ENTRYPOINT)[ \t]+((?:[^\n\\]|\\\n?)*)/gim))
    startCommand(match[1] ?? '', { offset: match.index + match[0].indexOf(match[1] ?? ''), reading, known });
  return reading.done();
}

interface DockerPlace {
  readonly offset: number;
  readonly reading: InfrastructureReading;
  readonly known: Set<string>;
}

function setByEnv(text: string, { offset, reading, known }: DockerPlace): void {
  const pairs = [...text.matchAll(/(?:^|\s)([A-Za-z_]\w{0,127})=("(?:[^"\\]|\\[^])*"|'[^']*'|\S*)/g)];
  const single = /^([A-Za-z_]\w{0,127})[ \t]+(\S[^]*)$/.exec(text);
  const found = pairs.length > 0 ? pairs : single === null ? [] : [single];
  for (const [, name = '', value = ''] of found) {
    known.add(name);
    reading.add(name, offset, {
      via: 'ENV',
      role: 'set',
      need: 'optional',
      fallback: value.includes('$') ? null : value.replaceAll(/^["']|["']$/g, ''),
    });
  }
}

function startCommand(text: string, { offset, reading, known }: DockerPlace): void {
  const isExec = text.trimStart().startsWith('[');
  const isShell = !isExec || /"(?:ba)?sh"\s*,\s*"-c"/.test(text);
  if (isShell)
    reading.addShell(isExec ? text.replaceAll('"', ' ') : text, {
      offset,
      via: 'CMD',
      given: (name) => known.has(name),
    });
}

/** Interpolated variables, pass-through entries of `environment`, build arguments, and what the file itself sets. */
export function readCompose(source: SourceText): EnvReading {
  const reading = new InfrastructureReading(source);
  const text = source.text.replaceAll(/(?<=^|\s)#[^\n]*/gm, (all) => ' '.repeat(all.length));
  reading.addInterpolations(text, { offset: 0, via: 'compose' });
  for (const root of yamlRoots(source.text)) {
    for (const service of entriesOf(at(root, 'services'))) {
      environment(at(service.value, 'environment'), reading);
      environment(at(at(service.value, 'build'), 'args'), reading);
    }
    for (const { key, value } of allEntries(root))
      if (key.startsWith('x-')) environment(at(value, 'environment') ?? value, reading);
    for (const secret of entriesOf(at(root, 'secrets'))) {
      const name = textOf(at(secret.value, 'environment'));
      if (name !== null) reading.add(name, secret.offset, { via: 'compose', isSecret: true });
    }
  }
  return reading.done();
}

/** `- NAME` and `NAME:` without a value are taken from outside; the rest is set here. */
function environment(node: unknown, reading: InfrastructureReading): void {
  for (const { key, offset, value } of entriesOf(node)) {
    if (!/^[A-Z_][A-Z0-9_]*$/i.test(key)) continue;
    if (isEmptyValue(value)) reading.add(key, offset, { via: 'compose' });
    else if (textOf(value) !== null)
      reading.add(key, offset, {
        via: 'compose',
        role: 'set',
        need: 'optional',
        ...plainFallback(textOf(value)),
      });
  }
  for (const item of itemsOf(node)) {
    const text = textOf(item) ?? '';
    const [name = '', value] = text.split(/=(.*)/s);
    if (value === undefined) reading.add(name, offsetOf(item), { via: 'compose' });
    else
      reading.add(name, offsetOf(item), {
        via: 'compose',
        role: 'set',
        need: 'optional',
        ...plainFallback(value),
      });
  }
}

const plainFallback = (text: string | null) => ({
  fallback: text === null || text.includes('$') ? null : text,
});

/** `web: gunicorn app --bind 0.0.0.0:$PORT`. */
export function readProcfile(source: SourceText): EnvReading {
  const reading = new InfrastructureReading(source);
  for (const match of source.text.matchAll(/^[A-Za-z0-9_-]{1,60}:[ \t]*([^\n]*)/gm))
    reading.addShell(match[1] ?? '', {
      offset: match.index + match[0].indexOf(match[1] ?? ''),
      via: 'Procfile',
    });
  return reading.done();
}

export function readShellFile(source: SourceText): EnvReading {
  const reading = new InfrastructureReading(source);
  reading.addShell(source.text, { offset: 0, via: 'shell' });
  for (const [name, offset] of readShell(source.text).exported)
    reading.add(name, offset, { via: 'shell', role: 'set', need: 'optional' });
  return reading.done();
}
