import { join } from 'node:path';
import type { JourneyParts } from './work.ts';
import type { Visitor } from './visitor.ts';

const maxArtifacts = 20;

/** Keeps a file of this run; a disk that refuses does not change the verdict. */
export async function saveArtifact(
  work: { readonly parts: JourneyParts; readonly visitor: Visitor },
  name: string,
  data: string | Uint8Array,
): Promise<void> {
  const { artifactsFolder, outside } = work.parts;
  if (artifactsFolder === null || work.visitor.artifacts.length >= maxArtifacts) return;
  const path = join(artifactsFolder, `${work.visitor.run}-${name}`);
  await outside.files.makeFolder(artifactsFolder);
  const written = await outside.files.write(path, data, { mode: 0o600 });
  if (written.ok) work.visitor.artifacts.push(path);
}
