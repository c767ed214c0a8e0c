import { type Evidence, table } from '../../../model/evidence.ts';
import { judgeSender, receivers, type RuleRow, type SenderFacts } from '../sender-rules.ts';

const nothingKnown: SenderFacts = {
  mailsPerDay: null,
  isMarketing: false,
  hasSpfPass: null,
  hasDkimPass: null,
  dkimBits: null,
  hasDmarcRecord: null,
  isAligned: null,
  hasReverseName: null,
  usesTls: null,
  hasValidHeaders: null,
  hasOneClick: null,
  complaintRate: null,
};

/** The rules of the three receivers for a sender of whom this much is known, as if it sent in bulk. */
export const receiverRows = (facts: Partial<SenderFacts>): readonly RuleRow[] =>
  judgeSender({ ...nothingKnown, ...facts }, true);

/** As evidence, without the rules nobody asks. */
export const matrixOf = (rows: readonly RuleRow[]): Evidence =>
  table(
    'What the big receivers want of a bulk sender',
    ['Rule', ...receivers],
    rows
      .filter(({ states }) => receivers.some((receiver) => states[receiver] !== 'not asked'))
      .map(({ title, states }) => [title, ...receivers.map((receiver) => states[receiver])]),
  );

export const receiverTable = (facts: Partial<SenderFacts>): Evidence => matrixOf(receiverRows(facts));
