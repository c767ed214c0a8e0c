import type { FactsFile } from '../../model/facts-file.ts';
import type { ReportPicture } from '../../model/report.ts';
import browser from '../../facts/pages/browser.ts';

/** A report stays a file that can be mailed. */
const maxPictures = 8;

/** Screenshots of saved or fresh facts, phone and desktop side by side, in the order of hosts. */
export const picturesIn = (file: FactsFile): readonly ReportPicture[] =>
  file.facts
    .flatMap(({ id, fact }) => {
      if (id !== browser.id || fact.state !== 'known') return [];
      const value = browser.schema.parse(fact.value);
      return value.isVisited ? value.pictures : [];
    })
    .slice(0, maxPictures);
