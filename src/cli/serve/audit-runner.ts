import { makeReport } from '../../engine/report.ts';
import { impliedManifest } from '../../manifest/implied.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import type { Report } from '../../model/report.ts';
import { ownershipRows } from '../../protocols/hosting/ownership.ts';
import { lookedUpFacts } from '../audit/facts-source.ts';
import { loadChecks } from '../audit/plugins.ts';
import { manifestOf, profileFor } from '../audit/subject.ts';
import type { CommandContext } from '../command.ts';
import { ParsedOptions } from '../command.ts';
import { openNetwork } from '../network-options.ts';

/** The audit as the server runs it: the manifest as it is then, every check, nothing active. */
export const auditRunner =
  (context: CommandContext, { outside, path }: { readonly outside: Outside; readonly path: string }) =>
  async (): Promise<Report> => {
    const text = await outside.files.readText(path, { maxBytes: 1024 * 1024 });
    if (!text.ok) throw new Error(`${path}: ${text.error.message}`);
    return look(context, outside, manifestOf(text.value, path));
  };

/**
 * Looks at a stranger's domain through a door of its own that never leads to a private address, whatever the watch may reach (SEC-1);
 * no promise of any manifest counts.
 */
export const publicScanner =
  (context: CommandContext, options: ParsedOptions) =>
  async (domain: string): Promise<Report> => {
    await using outside = await openNetwork(context, options.without('allow-private'));
    return await look(context, outside, impliedManifest(domain));
  };

async function look(context: CommandContext, outside: Outside, manifest: Manifest): Promise<Report> {
  const profile = profileFor(manifest);
  const checks = await loadChecks(outside.files);
  const input = { arguments: [], options: new ParsedOptions({}) };
  const file = await lookedUpFacts(context, input, { outside, subject: { manifest, profile }, checks });
  return makeReport({
    checks,
    file,
    profile,
    now: file.collectedAt,
    version: context.version,
    ownership: ownershipRows,
  });
}
