import { fail, notApplicable, pass } from '../../../model/check.ts';
import type { Verdict } from '../../../model/check.ts';
import { lines } from '../../../model/evidence.ts';
import type { LinkFile } from '../files.ts';
import { linkSystemNames } from './presence.ts';
import type { LinkSystem } from './presence.ts';

type SeenFile = LinkFile & { readonly content: object | null };

/** Apple reads at most 128 KiB, unpacked. */
const maxAppleBytes = 128 * 1024;

/** Whether phones get the file at all: answered at once, trusted, JSON. */
export function fileVerdict(system: LinkSystem, file: SeenFile): Verdict {
  // One broken certificate is one finding, with the reason; phones refuse the file for it as browsers refuse the page.
  if (!file.isTrusted && file.status === 200)
    return notApplicable('the certificate of this host is not accepted, see tls/certificate-trust');
  const problem = fileProblem(system, file);
  if (problem === null) return pass(`${file.url} is there, ${file.bodyBytes} bytes of ${file.mediaType}`);
  const evidence = [
    lines(file.url, [
      `status: ${file.status ?? 'no answer'}`,
      `location: ${file.location ?? 'none'}`,
      `content-type: ${file.mediaType === '' ? 'none' : file.mediaType}`,
      `bytes: ${file.bodyBytes}`,
      `certificate accepted: ${file.isTrusted ? 'yes' : 'no'}`,
    ]),
  ];
  return fail(problem, { evidence });
}

function fileProblem(system: LinkSystem, file: SeenFile): string | null {
  const name = linkSystemNames[system];
  if (file.location !== null)
    return `${file.url} is redirected to ${file.location}; ${name} does not follow redirects`;
  if (file.status !== 200) return `${file.url} answers ${file.status ?? 'nothing'}`;
  if (file.content === null)
    return `${file.url} is no JSON${file.mediaType === '' ? '' : ` (${file.mediaType})`}`;
  // Google asks for exactly this type; Apple's servers take others, but no page.
  if (file.mediaType !== 'application/json' && (system === 'android' || /html/.test(file.mediaType)))
    return `${file.url} is sent as ${file.mediaType === '' ? 'nothing' : file.mediaType} instead of application/json`;
  return system === 'apple' && file.bodyBytes > maxAppleBytes
    ? `${file.url} is ${Math.ceil(file.bodyBytes / 1024)} KiB, Apple reads 128`
    : null;
}
