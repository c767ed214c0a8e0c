import type { Draft } from '../../model/text-model.ts';
import { plural } from '../../model/words.ts';

/** Stands above every draft. */
export const draftNotice = ({ by, leftOut }: Draft): string =>
  `Written by the text model ${by}, not measured: read it before you send it. What counts is what was measured.${leftOut === 0 ? '' : ` ${plural(leftOut, 'sentence')} left out: they named what was not in the material.`}`;
