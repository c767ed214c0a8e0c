import type { WebhookStep } from '../../model/journey.ts';
import { secretBehind } from '../../secrets/behind.ts';
import { absoluteAddress } from '../addresses.ts';
import { exchange } from '../exchange.ts';
import { judge } from '../judging.ts';
import { expandJson, expandText } from '../placeholders.ts';
import type { Trouble } from '../trouble.ts';
import { ownTrouble } from '../trouble.ts';
import { signedEvent } from '../webhooks/sign.ts';
import type { StepWork } from '../work.ts';

/** A signed test event. Providers send no cookies and come from no page, so neither do we. */
export async function sendWebhook(step: WebhookStep, work: StepWork): Promise<Trouble | null> {
  const { visitor, parts } = work;
  const written = expandText(step.url, visitor.lookup);
  if (!written.ok) return written.trouble;
  const url = absoluteAddress(written.value, 'api', parts);
  if (url === null) return ownTrouble('address-invalid', `"${written.value.slice(0, 200)}" is no address`);
  const payload = expandJson(step.payload, visitor.lookup);
  if (!payload.ok) return payload.trouble;
  const secret = await secretBehind(step.secret, parts.outside);
  if (!secret.ok) return ownTrouble('secret-missing', secret.error.message);
  visitor.redaction.learn(secret.value, step.secret);
  const { headers, body } = signedEvent({
    provider: step.provider,
    event: step.event,
    payload: payload.value,
    secret: secret.value,
    id: visitor.run,
    nowSeconds: Math.floor(parts.outside.clock.now() / 1000),
    header: step.header ?? null,
  });
  const answered = await exchange(work, { method: 'POST', url, headers, body, isMachine: true });
  return answered.ok ? judge(work, answered.answer, { expect: step.expect, save: [] }) : answered.trouble;
}
