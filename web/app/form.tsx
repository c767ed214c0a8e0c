import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { RefusedError } from './api.ts';
import { refusedBy } from './use-view.ts';

export interface FormProps {
  readonly label: string;
  readonly action: string;
  /** What the fields held, by name. May reject with a refusal, which is then shown. */
  readonly submit: (values: FormData) => Promise<unknown>;
  readonly children: (fields: Readonly<Record<string, string>>) => ComponentChildren;
  readonly isInline?: boolean;
}

/** Says what is wrong beside the field it is about, and what to do. Emptied after it was taken. */
export function Form({ label, action, submit, children, isInline = false }: FormProps) {
  const own = useRef<HTMLFormElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<RefusedError | null>(null);
  const [unplaced, setUnplaced] = useState<readonly string[]>([]);
  // Once it is drawn which field is wrong: to the first of them, or to the first there is.
  useEffect(() => {
    if (refused === null || own.current === null) return;
    const fields = 'input:not([type=hidden]), textarea';
    const wrong = own.current.querySelector<HTMLElement>('[aria-invalid=true]');
    (wrong ?? own.current.querySelector<HTMLElement>(fields))?.focus();
  }, [refused]);
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement) || isBusy) return;
    setBusy(true);
    submit(new FormData(form))
      .then(
        () => {
          form.reset();
          setRefused(null);
          setUnplaced([]);
        },
        (error: unknown) => {
          const known = refusedBy(error);
          setRefused(known);
          setUnplaced(
            Object.entries(known.error.fields).flatMap(([name, text]) =>
              form.elements.namedItem(name) === null ? [text] : [],
            ),
          );
        },
      )
      .finally(() => setBusy(false));
  };
  return (
    <form
      ref={own}
      class={isInline ? 'form inline' : 'form'}
      aria-label={label}
      onSubmit={onSubmit}
      noValidate
    >
      {children(refused?.error.fields ?? {})}
      <button class="button primary" type="submit" disabled={isBusy}>
        {action}
      </button>
      <RefusalText refused={refused} />
      {unplaced.map((said) => (
        <p class="refusal">{said}</p>
      ))}
    </form>
  );
}

export const RefusalText = ({ refused }: { readonly refused: RefusedError | null }) => (
  <div class="refusal" role="alert">
    {refused === null ? null : (
      <p>
        {refused.message} {refused.error.todo}
      </p>
    )}
  </div>
);

const inputs = {
  text: { type: 'text' },
  email: { type: 'email' },
  password: { type: 'password' },
  number: { type: 'number' },
  url: { type: 'url' },
  'datetime-local': { type: 'datetime-local' },
} as const;

interface Labelled {
  readonly label: string;
  readonly name: string;
  readonly hint?: string | undefined;
}

export interface FieldProps extends Labelled {
  readonly errors: Readonly<Record<string, string>>;
  readonly type?: keyof typeof inputs;
  readonly autocomplete?: string;
  readonly placeholder?: string;
  /** What it holds at first. */
  readonly value?: string | number | null;
  /** Shown and sent, but not to be changed here. */
  readonly isFixed?: boolean;
}

export function Field(props: FieldProps) {
  const { label, name, errors, type = 'text', hint, value } = props;
  const id = useId();
  const said = errors[name] ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        {...inputs[type]}
        autoComplete={props.autocomplete ?? 'off'}
        placeholder={props.placeholder ?? ''}
        readOnly={props.isFixed ?? false}
        defaultValue={value === undefined || value === null ? '' : String(value)}
        aria-invalid={errors[name] !== undefined}
        {...(said === undefined ? {} : { 'aria-describedby': `${id}-said` })}
      />
      {said === undefined ? null : (
        <span id={`${id}-said`} class={errors[name] === undefined ? 'label' : 'label bad'}>
          {said}
        </span>
      )}
    </div>
  );
}

export interface ChoiceProps extends Labelled {
  /** Values, or values with what is shown for them. */
  readonly choices: readonly (string | readonly [value: string, title: string])[];
  readonly value?: string;
  readonly onChoose?: (value: string) => void;
}

export function Choice({ label, name, choices, value, hint, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        name={name}
        onChange={({ currentTarget }) => onChoose?.(currentTarget.value)}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-said` })}
      >
        {choices.map((each) => {
          const [own, title] = typeof each === 'string' ? [each, each] : each;
          return (
            <option value={own} selected={own === value}>
              {title}
            </option>
          );
        })}
      </select>
      {hint === undefined ? null : (
        <span id={`${id}-said`} class="label">
          {hint}
        </span>
      )}
    </div>
  );
}

export interface TickProps extends Labelled {
  readonly isOn: boolean;
  readonly value?: string;
}

export function Tick({ label, name, hint, isOn, value = 'yes' }: TickProps) {
  const id = useId();
  return (
    <div class="tick">
      <input id={id} type="checkbox" name={name} value={value} defaultChecked={isOn} />
      <label for={id}>{label}</label>
      {hint === undefined ? null : <span class="label">{hint}</span>}
    </div>
  );
}

/** Fields that belong together. */
export const Group = ({
  title,
  problem,
  children,
}: {
  readonly title: string;
  readonly problem?: string | undefined;
  readonly children: ComponentChildren;
}) => (
  <fieldset class="group">
    <legend>{title}</legend>
    {children}
    {problem === undefined ? null : <span class="label bad">{problem}</span>}
  </fieldset>
);

/** What a text field held; files never appear in these forms. */
export function textOf(values: FormData, name: string): string {
  const value = values.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** The same, null when it was left empty. */
export const textOrNull = (values: FormData, name: string): string | null => textOf(values, name) || null;

/** What a field for a number held; null when it was left empty or holds none. */
export function numberOf(values: FormData, name: string): number | null {
  const text = textOf(values, name);
  const number = Number(text);
  return text === '' || !Number.isFinite(number) ? null : number;
}

/** Every value of a name: ticks and chosen things. */
export const textsOf = (values: FormData, name: string): readonly string[] =>
  values.getAll(name).filter((value) => typeof value === 'string');
