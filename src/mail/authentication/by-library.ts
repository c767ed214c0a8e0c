import { authenticate } from 'mailauth';
import { redactAddresses } from '../inbox/address.ts';
import type { Handover } from '../inbox/inbox.ts';
import { type Asker, nodeResolver } from './asking.ts';
import type { MethodAnswer, Opinion } from './authentication.ts';

const ownName = 'launch-ready.invalid';

export interface Judged {
  readonly bytes: Uint8Array;
  /** Null: SPF cannot be judged here. */
  readonly handover: Handover | null;
}

/** What `mailauth` says in strict mode, every DNS question through our door. Rejects for nothing the mail says. */
export async function libraryOpinion(judged: Judged, asker: Asker): Promise<Opinion> {
  const { bytes, handover } = judged;
  const result = await authenticate(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    strict: true,
    trustReceived: false,
    disableArc: true,
    disableBimi: true,
    mta: ownName,
    resolver: nodeResolver(asker),
    ...(handover === null
      ? {}
      : { ip: handover.clientAddress, helo: handover.helo, sender: handover.mailFrom }),
  });
  const { spf, dkim, dmarc } = result;
  const answers: MethodAnswer[] = [];
  if (handover !== null && spf !== false)
    answers.push(answer('spf', { domain: spf.domain, status: spf.status }));
  for (const one of dkim.results.slice(0, 20))
    if (one.status.result !== 'none')
      answers.push(answer('dkim', { domain: one.signingDomain, selector: one.selector, status: one.status }));
  if (dmarc !== false) answers.push(answer('dmarc', { domain: dmarc.domain, status: dmarc.status }));
  return { by: 'mailauth', answers };
}

interface Part {
  readonly domain: string | undefined;
  readonly selector?: string | undefined;
  readonly status: { readonly result: string; readonly comment?: string | false | undefined };
}

const answer = (method: MethodAnswer['method'], { domain, selector, status }: Part): MethodAnswer => ({
  method,
  domain: domain?.toLowerCase().slice(0, 255) ?? null,
  selector: selector?.slice(0, 255) ?? null,
  result: status.result,
  reason: typeof status.comment === 'string' ? readable(status.comment) : '',
});

/** Without the name it was given as a host, and without whole addresses: envelope senders may carry the recipient's (VERP). */
const readable = (comment: string): string =>
  redactAddresses(comment.replace(/\s+/g, ' ').replace(`${ownName}: `, '')).slice(0, 300);
