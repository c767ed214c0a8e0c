import type { OpenOptions } from '../../../mail/inbox/open-inbox.ts';
import type { Outside } from '../../../model/outside.ts';
import type { ParsedOptions } from '../../command.ts';
import { readOptionFile } from '../../network-options.ts';

/** How our own mail server listens. Relays on this machine are believed when it listens to this machine alone. */
export async function sinkOptions(
  outside: Outside,
  options: ParsedOptions,
): Promise<NonNullable<OpenOptions['sink']>> {
  const listenAt = options.text('listen');
  const certificate = options.text('certificate');
  const key = options.text('key');
  const isOwnMachine = listenAt === undefined || listenAt === '127.0.0.1' || listenAt === '::1';
  const tls =
    certificate === undefined || key === undefined
      ? {}
      : {
          tls: {
            certificatePem: await readOptionFile(outside, '--certificate', certificate),
            keyPem: await readOptionFile(outside, '--key', key),
          },
        };
  return {
    ...(listenAt === undefined ? {} : { listenAt }),
    trustedRelays: [...options.list('relay'), ...(isOwnMachine ? ['127.0.0.1', '::1'] : [])],
    ...tls,
  };
}
