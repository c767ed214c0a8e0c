import type {
  AccessProof,
  AccessState,
  HandoverLine,
  HandoverSection,
  LineState,
} from '../../../model/handover.ts';
import { answered, declared, derived, isoDay } from '../lines.ts';
import { manifestOf, type HandoverMaterial } from '../material.ts';

const closing = 'launch-ready handover close';

/** What lets us in and was not proven ended yet: asked before, or only declared. */
export const openAccess = (
  material: HandoverMaterial,
): readonly { readonly id: string; readonly what: string }[] => [
  ...material.access.filter(({ state }) => state !== 'ended'),
  ...neverAsked(material).map(({ id, cells: [what = id] }) => ({ id, what })),
];

/** Who still holds a key at the end, how it is taken away, and whether that was proven. */
export function accessSection(material: HandoverMaterial): HandoverSection {
  return {
    id: 'access',
    title: 'Access that ends with this hand-over',
    about: `Take these away, then prove it: ${closing} asks each of them, and each must refuse.`,
    blocks: [
      {
        title: 'Tokens and test accounts',
        columns: ['what', 'reaches', 'take it away', 'proven'],
        lines: [
          ...material.access.map(proven),
          ...neverAsked(material).map(({ id, cells }) => unproven(id, cells)),
          answered(material, 'access.others', [
            'Anybody else who helped',
            'their accounts',
            'remove them from every account above',
          ]),
        ],
      },
      { title: 'Made on', columns: ['day'], lines: [derived('access day', [isoDay(material.now)])] },
    ],
  };
}

/** Declared in the manifest, and nobody has asked it yet. */
function neverAsked(
  material: HandoverMaterial,
): readonly { readonly id: string; readonly cells: readonly string[] }[] {
  const { providers, testAccounts } = manifestOf(material);
  return [
    ...providers
      .filter(({ kind }) => kind !== 'zonefile' && kind !== 'memory')
      .map(({ id, kind, token, zone }) => ({
        id: `token ${id}`,
        cells: [`${kind} token (${token ?? 'none'})`, zone, `revoke it at ${kind}`],
      })),
    ...testAccounts.map(({ id, login }) => ({
      id: `test-account ${id}`,
      cells: [`test account ${id}`, login?.url ?? 'by header', 'delete the account or change its password'],
    })),
  ].filter(({ id }) => !material.access.some((proof) => proof.id === id));
}

const states: Readonly<Record<AccessState, LineState>> = { open: 'bad', ended: 'good', unclear: 'unknown' };

const proven = ({ id, what, reaches, takeAway, state, said, at, workedAt }: AccessProof): HandoverLine => ({
  id,
  cells: [what, reaches, state === 'ended' ? 'taken away' : takeAway, `${said}${seenText(state, workedAt)}`],
  origin: 'read',
  state: states[state],
  at,
  by: null,
  rerun: closing,
});

const seenText = (state: AccessState, workedAt: AccessProof['workedAt']): string =>
  state !== 'ended' ? '' : workedAt === null ? '; never seen let in here' : `; let in on ${isoDay(workedAt)}`;

const unproven = (id: string, cells: readonly string[]): HandoverLine => ({
  ...declared(id, [...cells, 'not proven yet'], false),
  rerun: closing,
});
