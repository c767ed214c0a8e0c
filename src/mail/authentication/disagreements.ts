import { type MethodAnswer, type Opinion, settledOf } from './authentication.ts';

/** Who contradicts whom, one sentence each; different words for the same failure are no contradiction. */
export function disagreements(
  opinions: readonly Opinion[],
  { isSpfKnown }: { readonly isSpfKnown: boolean },
): readonly string[] {
  const identities = new Map<string, { readonly by: string; readonly answer: MethodAnswer }[]>();
  for (const { by, answers } of opinions)
    for (const answer of answers) {
      // DMARC of those who do not know the client address is half a judgement.
      if (answer.method === 'dmarc' && !isSpfKnown && by === 'mailauth') continue;
      const key = identityOf(answer);
      identities.set(key, [...(identities.get(key) ?? []), { by, answer }]);
    }
  return [...identities].flatMap(([identity, said]) => contradiction(identity, said)).slice(0, 20);
}

const identityOf = ({ method, domain, selector }: MethodAnswer): string =>
  method === 'dkim'
    ? `DKIM of ${selector === null ? '' : `${selector}._domainkey.`}${domain ?? '?'}`
    : method.toUpperCase();

function contradiction(
  identity: string,
  said: readonly { readonly by: string; readonly answer: MethodAnswer }[],
): readonly string[] {
  const meanings = new Set(said.map(({ answer }) => meaning(answer)));
  if (meanings.size < 2) return [];
  return [`${identity}: ${said.map(({ by, answer }) => `${by} says ${answer.result}`).join(', ')}`];
}

/** SPF's softfail and neutral are told apart from fail by receivers; a DKIM signature either counts or does not. */
function meaning({ method, result }: MethodAnswer): string {
  if (method === 'spf') return result;
  return settledOf(result);
}
