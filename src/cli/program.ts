import { Command as Program, CommanderError, Option } from 'commander';
import type { Plugin } from '../model/plugin.ts';
import { groupSummaries, helpGroups } from './command-groups.ts';
import { exitCodes, ParsedOptions, type Command, type CommandContext, type OptionSpec } from './command.ts';

export type CommandPlugin = Plugin<Command>;

const epilogue = `
Exit codes: 0 ready, 1 findings at or above --fail-on, 2 usage or manifest, 3 could not look or a blocking question is open, 70 bug.
Start with: launch-ready audit example.com`;

/** Builds the commander program from metadata and runs one command. Returns its exit code. */
export async function runProgram(
  commands: readonly CommandPlugin[],
  argv: readonly string[],
  context: CommandContext,
): Promise<number> {
  const program = frame('launch-ready', context);
  program
    .description('From "works in a demo" to "safe to sell on".')
    .version(context.version, '-V, --version');
  program.addHelpText('after', epilogue);
  let exitCode: number = exitCodes.ready;
  for (const each of commands.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    addCommand(program, each, {
      context,
      done: (code) => {
        exitCode = code;
      },
    });
  }
  for (const name of Object.keys(groupSummaries)) group(program, name, context);
  arrange(program);
  if (argv.length === 0) {
    context.stdout(program.helpInformation() + epilogue + '\n');
    return exitCodes.usage;
  }
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ready : exitCodes.usage;
    throw error;
  }
  return exitCode;
}

interface RunFrame {
  readonly context: CommandContext;
  readonly done: (code: number) => void;
}

function frame(name: string, context: CommandContext): Program {
  const program = new Program(name);
  program.exitOverride().showSuggestionAfterError(true).showHelpAfterError('(add --help for what it takes)');
  // A command may have subcommands with options of the same names: what follows the subcommand is the subcommand's.
  program.enablePositionalOptions();
  program.configureOutput({ writeOut: context.stdout, writeErr: context.stderr });
  return program;
}

function addCommand(program: Program, plugin: CommandPlugin, run: RunFrame): void {
  const { context, done } = run;
  const path = plugin.id.split('/');
  const parent = path.slice(0, -1).reduce((above, name) => group(above, name, context), program);
  const { definition } = plugin;
  const command = frame(path.at(-1) ?? plugin.id, context);
  const existing = parent.commands.find((each) => each.name() === command.name());
  const own = existing ?? command;
  own.summary(definition.summary).description(`${definition.summary}\n\n${definition.details}`);
  for (const each of definition.arguments) own.argument(each.name, each.about);
  for (const each of definition.options) own.addOption(toOption(each));
  own.addHelpText('after', exampleText(plugin));
  own.action(async () => {
    const { run } = await definition.load();
    done(await run(context, { arguments: own.args, options: new ParsedOptions(own.opts()) }));
  });
  if (existing === undefined) parent.addCommand(own);
}

/** Puts the commands under the headings of `--help`, in the order a launch goes. */
function arrange(program: Program): void {
  const order = helpGroups.flatMap(([heading, names]) => names.map((name) => ({ name, heading })));
  const placeOf = (name: string): number => {
    const at = order.findIndex((each) => each.name === name);
    return at < 0 ? order.length : at;
  };
  for (const each of program.commands) {
    const place = order[placeOf(each.name())];
    each.helpGroup(place?.heading ?? helpGroups.at(-1)?.[0] ?? 'More:');
  }
  (program.commands as Program[]).sort((a, b) => placeOf(a.name()) - placeOf(b.name()));
}

/** `load growth`: the group `load` may itself be a command. */
function group(parent: Program, name: string, context: CommandContext): Program {
  const found = parent.commands.find((each) => each.name() === name);
  if (found !== undefined) return found;
  const made = frame(name, context);
  made.summary(groupSummaries[name] ?? '').description(groupSummaries[name] ?? '');
  parent.addCommand(made);
  return made;
}

function toOption(spec: OptionSpec): Option {
  const option = new Option(spec.flags, spec.about);
  if (spec.choices !== undefined) option.choices(spec.choices);
  if (spec.default !== undefined) option.default(spec.default);
  if (spec.isRepeatable === true)
    option.argParser((value: string, all: string[] | undefined) => [...(all ?? []), value]);
  return option;
}

function exampleText({ id, definition }: CommandPlugin): string {
  const lines = definition.examples.map((each) => `  $ ${each.line}\n      ${each.about}`);
  return lines.length === 0 ? '' : `\nExamples of ${id.replaceAll('/', ' ')}:\n${lines.join('\n')}\n`;
}
