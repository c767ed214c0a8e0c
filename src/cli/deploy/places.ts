import { dirname, isAbsolute, join } from 'node:path';
import type { Manifest } from '../../model/manifest.ts';
import type { Profile } from '../../model/profile.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';

export interface Subject {
  readonly manifest: Manifest;
  readonly profile: Profile;
}

export const stateFolderOf = (context: CommandContext, options: ParsedOptions): string =>
  join(manifestFolder(context, options), '.launch-ready', 'deploys');

export const manifestFolder = (context: CommandContext, options: ParsedOptions): string =>
  dirname(absolutePath(context.cwd, options.text('manifest') ?? 'launch.yaml'));

const absolutePath = (base: string, path: string): string => (isAbsolute(path) ? path : join(base, path));

export const repositoryFolder = (folder: string, { repository }: Manifest): string =>
  repository.path === null ? folder : absolutePath(folder, repository.path);
