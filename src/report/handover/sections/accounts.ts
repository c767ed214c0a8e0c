import type { HandoverBlock, HandoverSection } from '../../../model/handover.ts';
import registration from '../../../facts/domain/registration.ts';
import { answered, auditOnly, declared, judgedLine } from '../lines.ts';
import { factsOf, judged, manifestOf, type HandoverMaterial } from '../material.ts';
import { accountQuestions, personName } from '../questions.ts';

/** Who owns what the product stands on, and who pays for it. */
export function accountsSection(material: HandoverMaterial): HandoverSection {
  const { accounts, people } = manifestOf(material);
  return {
    id: 'accounts',
    title: 'Accounts, billing and people',
    about: 'Whoever loses one of these accounts loses the product. Nothing here holds a password.',
    blocks: [
      registryBlock(material),
      {
        title: 'Accounts',
        columns: ['service', 'login owner', 'who pays', 'two factors', 'where'],
        lines: accounts.map((account) =>
          declared(
            `account ${account.id}`,
            [
              account.service,
              personName(material, account.owner) ?? 'nobody named',
              personName(material, account.billingOwner) ?? 'nobody named',
              account.hasTwoFactor === null ? 'not said' : account.hasTwoFactor ? 'yes' : 'no',
              account.url ?? '',
            ],
            account.owner !== null && account.billingOwner !== null,
          ),
        ),
      },
      {
        title: 'Asked of the owner',
        columns: ['question', 'answer'],
        lines: accountQuestions(material).map(({ id, question }) => answered(material, id, [question])),
      },
      {
        title: 'People',
        columns: ['name', 'role', 'reached by'],
        lines: people.map((person) =>
          declared(
            `person ${person.id}`,
            [person.name, person.role ?? 'no role', reachedBy(person)],
            person.phone !== null || person.email !== null,
          ),
        ),
      },
    ],
  };
}

const registryBlock = (material: HandoverMaterial): HandoverBlock => ({
  title: 'The domain at the registry',
  columns: ['domain', 'registrar', 'paid until', 'locks', 'judged'],
  lines: factsOf(material, registration).map(({ name, value }) =>
    judgedLine(
      material,
      {
        id: `registration ${name}`,
        cells: [
          value.domain,
          value.registrar?.name ?? 'not published',
          value.expiresAt === null ? 'not published' : value.expiresAt.slice(0, 10),
          value.statuses.join(', ') || 'none',
        ],
        rerun: auditOnly(material, 'domain'),
      },
      judged(material, ['domain/registration', ...registrationChecks(material)], null),
    ),
  ),
});

/** The pack goes to more hands than the manifest does: it says how a person is reached, not the number. */
const reachedBy = (person: { readonly email: string | null; readonly phone: string | null }): string =>
  [person.phone === null ? null : 'phone', person.email === null ? null : 'mail']
    .filter((way) => way !== null)
    .join(' and ') + (person.phone === null && person.email === null ? 'no way given' : ', in launch.yaml');

const registrationChecks = ({ report }: HandoverMaterial): readonly string[] =>
  [...report.findings, ...report.passed, ...report.unknown]
    .map(({ check }) => check)
    .filter((check) => /^domain\/(?:registration|registrar|expiry)/.test(check));
