export interface ErrorCode {
  /** What happened. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  /** What to do. */
  readonly todo: string;
}

const entry = (title: string, why: string, todo: string): ErrorCode => ({ title, why, todo });

/** Every code a user can meet, in order; docs/reference/errors.md is made from it. */
export const errorCodes: Readonly<Record<string, ErrorCode>> = {
  LR_ALERT_ROUTE: entry(
    'There is no such alert route',
    'Without a route nobody is told about an outage.',
    'Add one under alerts in launch.yaml, or name one that is there.',
  ),
  LR_ANSWERS_INVALID: entry(
    'The owner’s answers cannot be read',
    'A claim in the pack has an answer, a name and a day.',
    'Correct the line named, or run: launch-ready handover ask',
  ),
  LR_ANSWERS_NOBODY: entry(
    'Nobody is there to answer',
    'Questions are for a person; an answer counts only with a name.',
    'Run it in a terminal, or give --by, or write handover.yaml by hand.',
  ),
  LR_ASSISTANT_MISSING: entry(
    'Nobody said how the assistant is asked',
    'Only the address named in launch.yaml is spoken to.',
    'Add assistant to launch.yaml; docs/guides/assistant.md has an entry for every kind of interface.',
  ),
  LR_ASSISTANT_SECRET: entry(
    'A text the assistant’s test needs is not there',
    'Without its header nobody is let in, and without the canary nothing could come out.',
    'Set the variable, or check the path and its permissions.',
  ),
  LR_BAD_PORT: entry(
    'A port belongs to another protocol',
    'Web requests to mail or shell ports are a way to misuse a scanner.',
    'Use the port the web service listens on.',
  ),
  LR_BASELINE_INVALID: entry(
    'A baseline of accepted secrets cannot be used',
    'A damaged list could hide a new leak, so it is not half used.',
    'Give a file written by: launch-ready scan --write-baseline secrets.json',
  ),
  LR_CA_INVALID: entry(
    'A file given with --ca holds no certificate',
    'Without it every certificate of that authority would be judged as untrusted.',
    'Give a PEM file with at least one BEGIN CERTIFICATE block.',
  ),
  LR_CHECK_UNKNOWN: entry(
    'No check or theme has this name',
    'Nothing would be judged.',
    'List the checks with: launch-ready explain',
  ),
  LR_COMPARE_PRODUCTS: entry(
    'The two runs are about different products',
    'Findings are told apart by target; between products nothing is the same.',
    'Give two runs of one product.',
  ),
  LR_DB_ADDRESS: entry(
    'The address of a database cannot be used',
    'Without the database nothing can be said about its queries.',
    'Put a postgres:// address into a variable or file and give it as env:NAME or file:path.',
  ),
  LR_DEPLOY_NOTHING: entry(
    'There is no deploy to go on with',
    'The journal has none that was interrupted.',
    'Start one with: launch-ready deploy',
  ),
  LR_DEPLOY_RUNNING: entry(
    'Another deploy is at work on this product',
    'Two releases at once overwrite each other.',
    'Wait until it is over, or look at it with: launch-ready deploy status',
  ),
  LR_DEPLOY_UNDECLARED: entry(
    'Nothing says how the product is released',
    'A release is made by your own command; none is invented.',
    'Write deploy.command and deploy.rollback into launch.yaml.',
  ),
  LR_DEPLOY_UNFINISHED: entry(
    'An earlier deploy was interrupted and is not settled',
    'Starting another one on top could hide what state production is in.',
    'Go on with: launch-ready deploy --resume, or take it back with: launch-ready deploy --roll-back',
  ),
  LR_DOMAIN_INVALID: entry(
    'This is not a domain name',
    'DNS, certificates and mail are judged by name.',
    'Give the name customers type, like example.com.',
  ),
  LR_ENV_SOURCE: entry(
    'An environment’s source is not known',
    'Without a source nothing is known about that environment.',
    'Write name=source, like production=vercel, production=process or staging=file:.env.staging.',
  ),
  LR_FACTS_INVALID: entry(
    'A file of saved facts cannot be judged',
    'Saved facts are judged only when they are whole.',
    'Give a file written by: launch-ready audit --save facts.json',
  ),
  LR_FAULT: entry(
    'The demo internet has no such fault',
    'A fault is one file below src/world/faults, named by its path.',
    'Use an id like tls/checkout-expired.',
  ),
  LR_FILE_UNREADABLE: entry(
    'A file cannot be read',
    'The command needs this file.',
    'Check the path and its permissions.',
  ),
  LR_FILE_UNWRITABLE: entry(
    'A file cannot be written',
    'The result could not be kept.',
    'Check the folder and its permissions.',
  ),
  LR_FINDING_UNKNOWN: entry(
    'No finding has this name',
    'A finding is named by its fingerprint or by check@target, and belongs to one product.',
    'Copy it from the report of the same product.',
  ),
  LR_HANDOVER_MISSING: entry(
    'There is no handover pack to read',
    'What was handed over is compared with what is seen now.',
    'Make one with: launch-ready handover',
  ),
  LR_HINTS: entry(
    'The root hints file cannot be used',
    'Every walk through the DNS starts at the root servers it names.',
    'Use one NS line per root server and its A and AAAA lines.',
  ),
  LR_HOOK_EXISTS: entry(
    'There is a pre-commit hook already',
    'Overwriting it would silently drop what it does.',
    'Add the line shown to your hook, or answer yes when asked.',
  ),
  LR_INIT_EXISTS: entry(
    'There is a manifest already',
    'Writing would lose what its owner wrote.',
    'Read the proposal with --print, or overwrite with --force.',
  ),
  LR_INIT_NO_DOMAIN: entry(
    'The domain is neither given nor found in the code',
    'A manifest is about one domain.',
    'Run: launch-ready init example.com',
  ),
  LR_JOURNAL_DAMAGED: entry(
    'The journal of a plan is damaged',
    'Without it nobody can say whether the plan was begun.',
    'Compare the zone with the snapshot beside the journal by hand, then make a new plan.',
  ),
  LR_JOURNEY_UNKNOWN: entry(
    'A journey is named that launch.yaml does not have',
    'Nothing was walked.',
    'Name one of launch.yaml, or print ready ones with: launch-ready smoke --templates',
  ),
  LR_LOAD_BASELINE: entry(
    'Two runs cannot be compared',
    'Only runs of the same load say what a change did.',
    'Make a baseline with the same options: launch-ready load --json --output baseline.json',
  ),
  LR_LOAD_CONFIRM: entry(
    'Load on a public host was not confirmed',
    'Load is felt by real visitors, and a host may take it for an attack.',
    'Agree on a time with whoever runs the host, then say so with --yes.',
  ),
  LR_LOAD_HOST: entry(
    'Load was asked for on a host that is not declared',
    'Load is only put on hosts that are yours by launch.yaml, or on this machine.',
    'Declare the host under hosts in launch.yaml, or use a loopback address with --base.',
  ),
  LR_LOAD_NOTHING: entry(
    'There is no route to put load on',
    'A load test that asks nothing proves nothing.',
    'Declare GET routes under routes in launch.yaml, with hot: true for those that matter.',
  ),
  LR_LOAD_SEED: entry(
    'There is no data to measure growth with',
    'Growth is measured with data of several sizes, made by a command of yours.',
    'Give a command that works by hand: --seed "npm run seed -- {size}"',
  ),
  LR_MAILBOX_INVALID: entry(
    'A mailbox cannot be opened as it is described',
    'Server, user and password are needed; a password never stands on the command line.',
    'Give imaps://user@host and --password env:NAME, or declare the inbox in launch.yaml.',
  ),
  LR_MAIL_BOUNCE: entry(
    'There is no bounce to read',
    'Without the text of the refusal nobody can say what it was about.',
    'Give the bounce mail as a file (.eml), or the server\u2019s reply on standard input.',
  ),
  LR_MAIL_HEADERS: entry(
    'The mail given with --mail-headers cannot be read',
    'A mail the product sent may give the address of its origin away; without the file that stays open.',
    'Save one received mail with its full header, at most 1 MiB, and give its path.',
  ),
  LR_MAIL_NOTHING: entry(
    'No mails, or no inbox to look in, are declared',
    'A test that sends nothing, or looks nowhere, proves nothing.',
    'Declare mail.messages with a trigger and mail.inboxes; docs/guides/mail.md shows both.',
  ),
  LR_MAIL_UNKNOWN: entry(
    'A mail or inbox is named that launch.yaml does not have',
    'Something else than meant would be tested.',
    'Use an id of mail.messages or mail.inboxes.',
  ),
  LR_MANIFEST_DUPLICATE: entry(
    'The same thing is declared twice',
    'Only one of the two would count, and nobody could say which.',
    'Keep one of them.',
  ),
  LR_MANIFEST_INVALID: entry(
    'The manifest has problems',
    'An audit that guesses what was meant would hold the product to the wrong promises.',
    'Correct the lines shown; all problems come in one run.',
  ),
  LR_MANIFEST_MISSING: entry(
    'A required key is missing',
    'The rest of the manifest depends on it.',
    'Add the key; docs/reference/manifest.md has every key with an example.',
  ),
  LR_MANIFEST_OVERRIDE: entry(
    'An override names no value of the profile, or does not fit it',
    'The profile would silently keep its own bar.',
    'Use a path of docs/reference/profiles.md and a value of its type.',
  ),
  LR_MANIFEST_RANGE: entry(
    'A value or list is too small or too large',
    'Outside its range the value has no useful meaning.',
    'Stay within the bounds shown.',
  ),
  LR_MANIFEST_REFERENCE: entry(
    'A name points at nothing, or in a circle',
    'An alert without its owner or a monitor without its journey fails when it is needed.',
    'Correct the name, or declare what it points at.',
  ),
  LR_MANIFEST_SECRET: entry(
    'A secret stands in the manifest',
    'Manifests are committed and shared; whatever stands in one is known to everybody who has it.',
    'Move it to the environment or a file, write env:NAME or file:path, and replace the secret: it has leaked.',
  ),
  LR_MANIFEST_SYNTAX: entry(
    'The file is not YAML',
    'Nothing of it can be trusted to mean what was meant.',
    'Correct the place shown; an editor with the JSON Schema helps.',
  ),
  LR_MANIFEST_TOO_LARGE: entry(
    'The manifest is larger or deeper than any real one',
    'Reading it could take all memory.',
    'Split what is not about the launch out of it.',
  ),
  LR_MANIFEST_TYPE: entry(
    'A value is of another kind than its key needs',
    'It cannot be read as what it should say.',
    'Write it as shown; numbers that are names go in quotes.',
  ),
  LR_MANIFEST_UNKNOWN_KEY: entry(
    'A key is not known here',
    'A misspelt key would be ignored, and its promise with it.',
    'Use the key suggested, or one of the reference page.',
  ),
  LR_MANIFEST_VALUE: entry(
    'A value has not the form its key needs',
    'It would be looked up, shown or sent as it is.',
    'Write it in the form shown.',
  ),
  LR_MAP: entry(
    'An address map cannot be read',
    'It says where connections go instead of the address they were meant for.',
    'Write FROM=TO, for example *:53=127.0.0.1:15353 or *:*=refuse.',
  ),
  LR_MIGRATIONS_DATABASE: entry(
    'A database for migrations is not given as a reference',
    'Addresses carry passwords, and what stands on a command line is seen by everybody on the machine.',
    'Write env:NAME or file:path, and put the address there.',
  ),
  LR_NOTHING_TO_AUDIT: entry(
    'No domain was given and there is no launch.yaml',
    'There is nothing to look at.',
    'Run: launch-ready audit example.com',
  ),
  LR_NO_REPORTS: entry(
    'No place with mail reports was named',
    'There is nothing to read.',
    'Run: launch-ready mail reports <folder>, or set mail.dmarcReports in launch.yaml.',
  ),
  LR_NUMBER_INVALID: entry(
    'An option is not a number',
    'Figures are made only from numbers you give.',
    'Give a number like 250 or 2.5.',
  ),
  LR_OPTION_INVALID: entry(
    'An option has a value it cannot have',
    'Nothing was started on a guess.',
    'Use the form the message shows.',
  ),
  LR_PLAN_CONSENT: entry(
    'Nobody agreed to the plan',
    'Nothing that touches infrastructure happens without a plan that a person confirmed.',
    'Answer the question, or name the plan: --yes --plan <hash>',
  ),
  LR_PLAN_EDITED: entry(
    'A plan was changed after it was made',
    'Consent is given to a plan as it was made, to the last letter.',
    'Make a new one with: launch-ready fix plan',
  ),
  LR_PLAN_INVALID: entry(
    'A file is not a plan',
    'Only a whole plan is applied.',
    'Make one with: launch-ready fix plan',
  ),
  LR_PLAN_LOCKED: entry(
    'Another run is changing the zone',
    'Two runs at once could undo each other.',
    'Wait until it ends.',
  ),
  LR_PLAN_MISSING: entry(
    'There is no such plan',
    'Only a plan that was made before can be shown or applied.',
    'Make one with: launch-ready fix plan',
  ),
  LR_PLAN_STATE: entry(
    'The plan is not in a state for this',
    'What was not begun cannot be taken back, and what ended is taken back by another plan.',
    'See what became of it with: launch-ready fix status',
  ),
  LR_PRIVATE_ADDRESS: entry(
    'The name leads to a private address',
    'A scanner that follows it could be made to look into networks it must not see.',
    'Set privateNetwork: true in launch.yaml when the product is meant to answer there.',
  ),
  LR_PROVIDER_INVALID: entry(
    'A provider in launch.yaml cannot be used',
    'Nothing is changed anywhere before it is clear who is asked.',
    'Correct it below providers in launch.yaml; docs/guides/fix.md has an entry of every kind.',
  ),
  LR_PROVIDER_SECRET: entry(
    'The token of a provider is not there',
    'The provider lets nobody in without it.',
    'Set the variable, or check the path and its permissions.',
  ),
  LR_RECORD_INVALID: entry(
    'This is not a DMARC record',
    'The next step is worked out from it.',
    'Give the whole text: v=DMARC1; p=none; rua=mailto:dmarc@example.com',
  ),
  LR_REGISTRAR_UNKNOWN: entry(
    'No steps are known for this registrar',
    'Steps are written for one form.',
    'Use one of those shown, or other.',
  ),
  LR_REPORTS_INVALID: entry(
    'A file is not what mail reports --json prints',
    'A DMARC policy is tightened on evidence only.',
    'Make it with: launch-ready mail reports <folder> --json > reports.json',
  ),
  LR_RESOLVER: entry(
    'This is not the address of a resolver',
    'Resolvers are asked by IP address; a name would have to be resolved first.',
    'Write an IP address, with #port when it is not 53.',
  ),
  LR_RUNS_INVALID: entry(
    'This is not a number of lab runs',
    'One run varies by more than ten points; the median of several is told.',
    'Give 1 to 15; 5 is usual.',
  ),
  LR_SCAN_NOT_A_REPOSITORY: entry(
    'This folder is no git repository',
    'History and staged changes exist only in one.',
    'Run it inside the repository, or scan the files without --history and --staged.',
  ),
  LR_SCAN_PATH: entry(
    'There is nothing to scan at this path',
    'A scan of nothing would look clean.',
    'Check the path and its permissions.',
  ),
  LR_SERVER_REFUSED: entry(
    'A server refuses, or cannot be reached',
    'What was asked for was not done there.',
    'Check its address, the token and the role of the token.',
  ),
  LR_SERVE_LISTEN: entry(
    'The server cannot listen on its port',
    'The pages, the API and probes elsewhere come in there.',
    'Stop what listens there, or give another --port or --host.',
  ),
  LR_SERVE_OPTION: entry(
    'An option of the server has not the form it needs',
    'A server with a wrong address or name would send links nobody can open.',
    'Give it as shown.',
  ),
  LR_STORE_DAMAGED: entry(
    'The database file is damaged',
    'Going on would spread the damage.',
    'Put the file aside and restore the newest backup.',
  ),
  LR_STORE_KEY: entry(
    'The key that seals secrets is missing or another one',
    'Tokens and passwords of channels cannot be read without it.',
    'Give the key the database was first used with.',
  ),
  LR_STORE_NEWER: entry(
    'The database was written by a newer version',
    'An older program would misread or spoil it.',
    'Start the newer version, or restore the backup made before the upgrade.',
  ),
  LR_STORE_OPEN: entry(
    'The database cannot be opened',
    'Monitors, samples and alerts are kept there.',
    'Check its path or address, its permissions and the space on its disk.',
  ),
  LR_TEXT_MODEL_KEY: entry(
    'The key of the text model is not there',
    'The model lets nobody in without it.',
    'Set the variable, or take textModel out of launch.yaml: everything works without a model.',
  ),
  LR_TIMEOUT_INVALID: entry(
    'The time limit is not a number of seconds',
    'A run ends within its limit.',
    'Give 1 to 3600.',
  ),
  LR_TIME_INVALID: entry(
    'The moment to judge for is not understood',
    'Facts are judged as of one moment, at most ten years ahead.',
    'Use +90d, +12w, +3m, +1y or a day like 2027-03-15.',
  ),
  LR_WAIVER_DAY: entry(
    'The last day of an accepted risk is not within a year',
    'An accepted risk is looked at again at least once a year.',
    'Give a day like 2027-01-31.',
  ),
  LR_WAIVER_INCOMPLETE: entry(
    'An accepted risk lacks its owner, reason or last day',
    'Without them a risk is only hidden.',
    'Give --owner, --reason and --until.',
  ),
  LR_WEB_NOT_BUILT: entry(
    'The HTML pages are not built',
    'HTML reports are prerendered from a bundle.',
    'In a clone, run: npm run build',
  ),
};
