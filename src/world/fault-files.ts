import type { Files } from '../model/outside.ts';
import type { Plugin } from '../model/plugin.ts';
import { UserError } from '../model/error.ts';
import type { Fault, FaultId } from './fault.ts';

const folder = new URL('faults/', import.meta.url);

/** The faults with these ids. Throws UserError LR_FAULT for an id without a file. */
export const faultsNamed = async (ids: readonly FaultId[]): Promise<readonly Fault[]> =>
  Promise.all(ids.map(faultNamed));

async function faultNamed(id: FaultId): Promise<Fault> {
  const isId = /^[a-z0-9-]+\/[a-z0-9-]+$/.test(id);
  // Guarantee: files below `faults` export a Fault as default; test/conformance/world-faults reads every one.
  const file = new URL(`${id}${import.meta.url.slice(-3)}`, folder);
  const module: unknown = isId ? await import(file.href).catch(() => null) : null;
  if (module === null) throw unknownFault(id);
  return (module as { readonly default: Fault }).default;
}

const unknownFault = (id: string): UserError =>
  new UserError('LR_FAULT', {
    what: `There is no fault ${id} in the demo internet`,
    why: 'A fault is one file below src/world/faults, named by its path.',
    todo: 'Use an id like tls/checkout-expired.',
  });

/** Ids of all faults, in order. */
export async function faultIds(files: Files): Promise<readonly FaultId[]> {
  const themes = await files.list(folder.pathname);
  if (!themes.ok) return [];
  const found = await Promise.all(
    themes.value
      .filter((entry) => entry.kind === 'folder')
      .map(async (theme) => {
        const listed = await files.list(`${folder.pathname}${theme.name}`);
        const names = listed.ok ? listed.value.map((entry) => entry.name) : [];
        return names
          .filter((name) => /^[a-z0-9-]+\.[jt]s$/.test(name))
          .map((name) => `${theme.name}/${name.slice(0, -3)}`);
      }),
  );
  return found.flat().toSorted();
}

export const loadFaults = async (files: Files): Promise<readonly Plugin<Fault>[]> => {
  const ids = await faultIds(files);
  const definitions = await faultsNamed(ids);
  return ids.map((id, index) => ({ id, definition: definitions[index] ?? unreachable(id) }));
};

const unreachable = (id: string): never => {
  throw new Error(`Fault ${id} was listed but not loaded`);
};
