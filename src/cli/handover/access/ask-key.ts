import { scanContent } from '../../../collectors/secrets/read-files.ts';
import { SecretHits } from '../../../collectors/secrets/hits.ts';
import { secretBehind } from '../../../secrets/behind.ts';
import { verifyHits } from '../../scan/verify.ts';
import type { Answered, Asking } from './holders.ts';

const states = { works: 'open', refused: 'ended', unclear: 'unclear' } as const;

/** Whose key it is is told by its form; its vendor is asked as `scan --verify` asks. */
export async function askKey(reference: string, { outside, signal }: Asking): Promise<Answered> {
  const secret = await secretBehind(reference, outside);
  if (!secret.ok) return { state: 'unclear', said: `not asked: ${secret.error.message}`, secret: null };
  // The name of the variable tells apart keys that have no form of their own.
  const text = `${reference.replace(/^env:/, '')}=${secret.value}\n`;
  const hits = new SecretHits();
  scanContent({ path: 'keys.env', bytes: Buffer.from(text, 'utf8'), now: outside.clock.now() }, hits);
  const own = hits.hits.filter(({ value }) => value === secret.value).slice(0, 1);
  const told: string[] = [];
  const [answer] = await verifyHits(own, { outside, signal, tell: (line) => told.push(line) });
  const kind = own[0]?.finding.title ?? 'a key of no kind we know';
  if (answer === 'works' || answer === 'refused')
    return {
      state: states[answer],
      said: `${kind}: its vendor ${answer === 'works' ? 'still takes it' : 'refuses it'}`,
      secret: secret.value,
    };
  const why = answer === 'unclear' ? told.join('; ') : 'no harmless question to its vendor is known';
  return { state: 'unclear', said: `${kind}: ${why}`, secret: secret.value };
}
