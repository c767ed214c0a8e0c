import type { Outside } from '../../model/outside.ts';
import { readListUnsubscribe } from '../../protocols/mail/list-unsubscribe.ts';
import { headerValue } from '../../protocols/mail/message.ts';
import { point, type ProofPoint, type Rule, some } from './point.ts';
import type { ProofInput } from './proof-input.ts';

const rules = {
  header: { id: 'unsubscribe', title: 'One-click unsubscribe is offered', source: 'RFC 8058 section 3.1' },
  link: {
    id: 'unsubscribe-link',
    title: 'The mail shows how to leave',
    source: 'https://support.google.com/a/answer/81126',
  },
  live: { id: 'unsubscribe-live', title: 'One-click unsubscribe works', source: 'RFC 8058 section 3.2' },
} as const satisfies Readonly<Record<string, Rule>>;

export interface LiveTest {
  readonly outside: Pick<Outside, 'http'>;
  readonly signal: AbortSignal;
  readonly run: string;
  /** `--active`: the user owns this product and wants it tried. */
  readonly isAllowed: boolean;
}

/** Only mail people subscribed to must offer it; a receipt with it would be wrong to use. */
export async function proveUnsubscribe(input: ProofInput, live: LiveTest): Promise<readonly ProofPoint[]> {
  const { declared, mail, authentication, scan } = input;
  const offer = readListUnsubscribe({
    listUnsubscribe: headerValue(mail, 'list-unsubscribe'),
    listUnsubscribePost: headerValue(mail, 'list-unsubscribe-post'),
    signedHeaders: authentication.signatures.map(({ fields }) => fields),
  });
  if (!declared.isMarketing)
    return [point(rules.header, 'not asked', 'the mail is not declared as marketing')];
  const header = offer.isOneClick
    ? point(rules.header, 'holds', 'both fields, signed')
    : point(rules.header, 'broken', some(offer.issues.map(({ message }) => message)));
  const isShown =
    /unsubscri|opt[ -]?out|abmelden|abbestell|désabonn|désinscri|cancelar|disiscri|uitschrij|afmelden/i.test(
      `${mail.text ?? ''} ${scan?.text ?? ''}`,
    );
  const link = isShown
    ? point(rules.link, 'holds', 'there is a visible way out')
    : point(rules.link, 'broken', 'no visible unsubscribe in the mail itself');
  return [header, link, await tryIt(offer.isOneClick ? offer.https[0] : undefined, live)];
}

/**
 * Section 3.2: POST with this body, no cookies, no log-in, and no redirect: whoever answers with one has not unsubscribed
 * anybody. A GET is never sent: filters open links, and must not unsubscribe.
 */
async function tryIt(
  url: string | undefined,
  { outside, signal, run, isAllowed }: LiveTest,
): Promise<ProofPoint> {
  if (url === undefined) return point(rules.live, 'not asked', 'there is nothing to try');
  if (!isAllowed)
    return point(
      rules.live,
      'unknown',
      'not tried: it unsubscribes the test address. Allow it with --active',
    );
  const answer = await outside.http.request({
    url,
    method: 'POST',
    headers: [
      ['content-type', 'application/x-www-form-urlencoded'],
      ['x-launch-ready-run', run],
    ],
    body: 'List-Unsubscribe=One-Click',
    maxBodyBytes: 4096,
    timeoutMs: 10_000,
    signal,
  });
  if (!answer.ok)
    return point(rules.live, 'broken', `the address does not answer: ${answer.error.message.slice(0, 200)}`);
  const { status } = answer.value;
  if (status >= 200 && status < 300) return point(rules.live, 'holds', `POST answered ${status}`);
  if (status >= 300 && status < 400)
    return point(
      rules.live,
      'broken',
      `POST answered ${status}, a redirect: mail providers do not follow it`,
    );
  return point(rules.live, 'broken', `POST answered ${status}`);
}
