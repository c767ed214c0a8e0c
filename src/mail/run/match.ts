import type { ManifestMessage } from '../../model/manifest.ts';
import type { MailHead } from '../inbox/inbox.ts';

/** Words that tell one kind of mail from another, as subjects have them in the languages of most shops. */
const words: Readonly<Record<ManifestMessage['kind'], RegExp | null>> = {
  verification: /confirm|verif|activat|best(?:ä|ae)tig|aktivier|vérifi|conferma|bevestig/i,
  welcome: /welcome|willkommen|bienvenue|bienvenid|benvenut|welkom|bem-vind/i,
  reset: /password|passwort|kennwort|mot de passe|contrase|wachtwoord|senha|\breset\b/i,
  invite: /invit|einlad|eingeladen|uitnodig|uitgenodigd|convite/i,
  receipt:
    /receipt|\border\b|invoice|payment|rechnung|quittung|bestell|zahlung|reçu|facture|commande|recibo|pedido|factura|ricevuta|ordine|factuur/i,
  booking: /\bbook|appointment|reserv|termin|buchung|gebucht|rendez-vous|\bcita\b|prenota|afspraak|boeking/i,
  admin: /admin|back office|new (?:order|sign|user|member|booking)|neue[rs]? (?:bestell|kunde|mitglied)/i,
  newsletter: /newsletter|wait ?list|warteliste|digest|\bnews\b/i,
  other: null,
};

/**
 * Which of these mails is which declared one. A mail goes to the message whose kind its subject names; what no word decides goes
 * by the order of arrival, once `isFinal` (everything that will come is there).
 */
export function assignMails(
  messages: readonly ManifestMessage[],
  heads: readonly MailHead[],
  isFinal: boolean,
): ReadonlyMap<string, MailHead> {
  const assigned = new Map<string, MailHead>();
  const free = new Set(heads);
  const pairs = messages
    .flatMap((message) => heads.map((head) => ({ message, head, score: score(message, head, messages) })))
    .filter(({ score: points }) => points > 0)
    .toSorted((a, b) => b.score - a.score);
  for (const { message, head } of pairs) {
    if (assigned.has(message.id) || !free.has(head)) continue;
    assigned.set(message.id, head);
    free.delete(head);
  }
  if (!isFinal) return assigned;
  for (const message of messages) {
    // A mail that clearly is of another kind (the confirmation before a reset) stands for nothing here.
    const left = [...free].find((head) => !assigned.has(message.id) && !namesAnother(head, message));
    if (left === undefined || assigned.has(message.id)) continue;
    assigned.set(message.id, left);
    free.delete(left);
  }
  return assigned;
}

function score(message: ManifestMessage, head: MailHead, siblings: readonly ManifestMessage[]): number {
  const isNamed = words[message.kind]?.test(head.subject) === true;
  const rivals = siblings.filter(
    ({ kind }) => kind !== message.kind && words[kind]?.test(head.subject) === true,
  ).length;
  if (!isNamed) return 0;
  return 4 - rivals + (head.from === message.from.toLowerCase() ? 1 : 0);
}

const namesAnother = (head: MailHead, message: ManifestMessage): boolean =>
  Object.entries(words).some(
    ([kind, pattern]) => kind !== message.kind && pattern?.test(head.subject) === true,
  );
