import { fillTemplate } from '../protocols/secrets/example.ts';
import { seededPick } from '../protocols/secrets/seeded-pick-sample.ts';
import { addresses } from './healthy/addresses.ts';
import type { PlanEditor } from './plan-editor.ts';
import type { BackendsPlan } from './services/plan.ts';

const [web] = addresses.thirdPartyWeb;
const ref = 'harbourmarketdemoab1';

/** Keys of the demo, made when they are needed: no complete token stands in this repository. */
const made = (template: string, seed: number): string => fillTemplate(template, seededPick(seed));

export const supabaseKey = (role: 'anon' | 'service_role'): string =>
  made(
    `{jwt:{"alg":"HS256","typ":"JWT"}§}.{jwt:{"iss":"supabase","ref":"${ref}","role":"${role}","exp":2083812996}§}.{43url}`,
    21,
  );

/** A script of the shop that talks to a vendor, and the vendor, as it answers strangers. */
interface Vendor {
  /** Host names, all in one zone each. */
  readonly hosts: readonly string[];
  readonly script: string;
  readonly backends: Partial<BackendsPlan>;
}

function withVendor(world: PlanEditor, { hosts, script, backends }: Vendor): PlanEditor {
  const zones = Map.groupBy(hosts, (host) => host.split('.').slice(-2).join('.'));
  let next = world;
  for (const [zone, names] of zones) {
    const records = names.map((name) => `${name.slice(0, -zone.length - 1)} A ${web}`).join('\n');
    next = next.addThirdParty(zone, records);
    for (const name of names)
      next = next.addHost(`${name}.`, 'backends', { headers: {}, isCompressed: false });
  }
  return next
    .app({ extraScript: `${next.plan.app.extraScript}\n${script}\n` })
    .with({ backends: { ...next.plan.backends, ...backends } });
}

/** Tables by name, read with the anonymous key that stands in the script. */
export const withSupabase = (world: PlanEditor, tables: BackendsPlan['tables']): PlanEditor =>
  withVendor(world, {
    hosts: [`${ref}.supabase.co`],
    script: `const db=createClient("https://${ref}.supabase.co","${supabaseKey('anon')}");${Object.keys(
      tables,
    )
      .map((name) => `db.from("${name}").select()`)
      .join(';')}`,
    backends: { tables },
  });

/** Database, collections and files of one Firebase project. */
export const withFirebase = (
  world: PlanEditor,
  backends: Partial<Pick<BackendsPlan, 'database' | 'collections' | 'buckets'>>,
): PlanEditor =>
  withVendor(world, {
    hosts: ['harbor-market-1.firebaseio.com', 'firestore.googleapis.com', 'firebasestorage.googleapis.com'],
    script:
      `firebase.initializeApp({apiKey:"${made('AIza{35b62}', 22)}",authDomain:"harbor-market-1.firebaseapp.com",projectId:"harbor-market-1",` +
      'databaseURL:"https://harbor-market-1.firebaseio.com",storageBucket:"harbor-market-1.appspot.com"});collection(db,"users");collection(db,"products")',
    backends,
  });

/** A bucket the script loads pictures from. */
export const withBucket = (
  world: PlanEditor,
  {
    vendor,
    name,
    files,
  }: { readonly vendor: 's3' | 'gcs'; readonly name: string; readonly files: readonly string[] | null },
): PlanEditor =>
  withVendor(world, {
    hosts: [vendor === 's3' ? `${name}.s3.amazonaws.com` : 'storage.googleapis.com'],
    script:
      vendor === 's3'
        ? `const pictures="https://${name}.s3.amazonaws.com/pictures/"`
        : `const pictures="https://storage.googleapis.com/${name}/pictures/"`,
    backends: { buckets: files === null ? {} : { [name]: files } },
  });

export const withAlgolia = (world: PlanEditor, searchKeyRights: readonly string[]): PlanEditor =>
  withVendor(world, {
    hosts: ['hm1a2b3c4d-dsn.algolia.net'],
    script: `const index=algoliasearch("HM1A2B3C4D","${made('{32hex}', 23)}")`,
    backends: { searchKeyRights },
  });

/** A value of a rule's template in a script of the shop. */
export const withKey = (world: PlanEditor, template: string): PlanEditor =>
  world.app({
    extraScript: `${world.plan.app.extraScript}\nconst settings={value:"${made(template, 24)}"};\n`,
  });

export const keyText = (template: string): string => made(template, 25);
