import type { HandoverQuestion } from '../../model/handover.ts';
import type { Manifest } from '../../model/manifest.ts';
import { manifestOf, type HandoverMaterial } from './material.ts';

/** Questions follow from the manifest alone. */
export interface Asked {
  readonly file: { readonly manifest: Manifest };
}

/** The services every product stands on; each needs an owner somebody can ring. */
const services: readonly (readonly [id: string, what: string, pattern: RegExp])[] = [
  ['registrar', 'the domain’s registrar', /registrar|domain|namecheap|godaddy|gandi|porkbun/i],
  ['dns', 'the DNS host', /dns|cloudflare|route ?53/i],
  ['hosting', 'the hosting', /host|vercel|netlify|render|fly|railway|hetzner|aws|server/i],
  ['repository', 'the code repository', /git|repository|code/i],
  ['mail', 'the mail sender', /mail|postmark|sendgrid|resend|ses/i],
  ['payment', 'the payment provider', /pay|stripe|paddle|adyen/i],
  ['monitoring', 'monitoring and alerts', /monitor|uptime|watch|alert/i],
  ['analytics', 'analytics', /analytic|plausible|matomo|posthog/i],
];

export function accountQuestions(material: Asked): readonly HandoverQuestion[] {
  const { accounts } = manifestOf(material);
  return services
    .filter(([id, , pattern]) => !accounts.some((one) => one.id === id || pattern.test(one.service)))
    .map(([id, what]) => ({
      id: `account.${id}`,
      question: `Who holds the login of ${what}, who pays for it, and is a second factor on?`,
      section: 'accounts',
    }));
}

const fixed: readonly HandoverQuestion[] = [
  {
    id: 'launch-day.first',
    question: 'Who is rung first when the product is down, and on which number?',
    section: 'incident',
  },
  {
    id: 'launch-day.second',
    question: 'Who is rung when the first does not answer within ten minutes?',
    section: 'incident',
  },
  {
    id: 'launch-day.customers',
    question: 'Who tells customers during an outage, and where (page, mail, social)?',
    section: 'incident',
  },
  {
    id: 'secrets.store',
    question: 'Where do production secrets live, and who can read them?',
    section: 'variables',
  },
  { id: 'secrets.rotated', question: 'When was each key that ever leaked replaced?', section: 'variables' },
  {
    id: 'access.others',
    question: 'Who else had access during the sprint and loses it now?',
    section: 'access',
  },
  {
    id: 'week-one.normal',
    question: 'How many visits, sign-ups and orders are normal on a weekday?',
    section: 'week-one',
  },
];

const isBlank = (text: string | null | undefined): boolean => text === null || text === undefined;

function backupQuestions(material: Asked): readonly HandoverQuestion[] {
  return manifestOf(material).dataStores.flatMap(({ id, backup }) => [
    ...(isBlank(backup?.schedule) || isBlank(backup?.owner)
      ? [
          {
            id: `backup.${id}`,
            question: `How often is ${id} backed up, where to, and who looks after it?`,
            section: 'data',
          },
        ]
      : []),
    ...(isBlank(backup?.restoredOn)
      ? [
          {
            id: `restore.${id}`,
            question: `When was a backup of ${id} last restored into an empty database?`,
            section: 'data',
          },
        ]
      : []),
  ]);
}

/** Everything that only the owner can say, in the order of the pack. */
export const allQuestions = (material: Asked): readonly HandoverQuestion[] => [
  ...accountQuestions(material),
  ...backupQuestions(material),
  ...fixed,
];

export const questionsOf = (material: Asked, section: string): readonly HandoverQuestion[] =>
  allQuestions(material).filter((each) => each.section === section);

export const openQuestions = (
  material: Asked & Pick<HandoverMaterial, 'answers'>,
): readonly HandoverQuestion[] => allQuestions(material).filter(({ id }) => !material.answers.has(id));

/** `Ines Falk` for the id `ines`; the text itself when it names nobody of the list. */
export function personName(material: Asked, id: string | null): string | null {
  if (id === null) return null;
  return manifestOf(material).people.find((person) => person.id === id)?.name ?? id;
}
