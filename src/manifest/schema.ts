import { z } from 'zod';
import { assistant } from './schema/assistant.ts';
import { about, flag, thing } from './schema/field.ts';
import { hosts, mobile, overrides, pages, product, profile, redirects, waivers } from './schema/hosts.ts';
import { mail } from './schema/mail.ts';
import {
  accounts,
  dataStores,
  deploy,
  env,
  people,
  providers,
  repository,
  routes,
} from './schema/operations.ts';
import { journeys } from './schema/steps.ts';
import { testAccounts } from './schema/test-accounts.ts';
import { textModel } from './schema/text-model.ts';
import { alerts, monitors } from './schema/watch.ts';

/** `launch.yaml` as people write it. Everything but the first three may be left out. */
export const manifestSchema = thing({
  version: about(
    z.literal(1, { error: 'is not a version this program reads. Use 1.' }),
    'Version of this format.',
    1,
  ),
  product,
  profile,
  overrides,
  hosts,
  redirects,
  mail,
  pages,
  routes,
  journeys,
  env,
  repository,
  deploy,
  dataStores,
  accounts,
  testAccounts,
  monitors,
  alerts,
  people,
  providers,
  waivers,
  mobile,
  assistant,
  textModel,
  privateNetwork: about(flag(false), 'The product answers on private or loopback addresses on purpose.'),
});

/** The file after zod: defaults filled in, short forms still short. */
export type ManifestDocument = z.output<typeof manifestSchema>;
