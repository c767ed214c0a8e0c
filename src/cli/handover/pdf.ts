import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';

const timeoutMs = 60_000;

/** Prints `handover.html` with the installed Chromium: links and outline kept, no header, no network. */
export async function printPdf(
  outside: Outside,
  at: { readonly folder: string; readonly html: string; readonly signal: AbortSignal },
): Promise<Result<string>> {
  const program = await outside.browser.find();
  if (!program.ok) return program;
  await using profile = await outside.files.temporaryFolder('launch-ready-pdf-');
  const target = join(at.folder, 'handover.pdf');
  const absolute = (path: string): string => (isAbsolute(path) ? path : join(process.cwd(), path));
  const done = await outside.processes.run({
    command: program.value.path,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${profile.path}`,
      '--no-pdf-header-footer',
      '--generate-pdf-document-outline',
      `--print-to-pdf=${absolute(target)}`,
      pathToFileURL(absolute(join(at.folder, 'handover.html'))).href,
    ],
    timeoutMs,
    signal: at.signal,
  });
  if (!done.ok) return done;
  const made = await outside.files.stat(target);
  return made.ok && made.value.sizeBytes > 0 ? ok(target) : failure('failed', 'Chromium printed nothing');
}
