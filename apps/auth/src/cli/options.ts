import { InvalidArgumentError, Option } from 'commander';

/** Options that every command knows. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly yes?: boolean;
  readonly as?: string;
}

/** What is needed again and again, worded once. */
export const reason = (): Option => new Option('--reason <text>', 'why; kept in the log').makeOptionMandatory();

export const email = (): Option => new Option('--email <address>', 'e-mail address').makeOptionMandatory();

export const name = (what: string): Option => new Option('--name <text>', what).makeOptionMandatory();

export const yesOrNo = (text: string): boolean => {
  if (text === 'yes') return true;
  if (text === 'no') return false;
  throw new InvalidArgumentError('Say yes or no.');
};

/** A whole number from `least` to `most`. */
export const wholeNumber = (least: number, most: number) => (text: string): number => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new InvalidArgumentError(`Say a whole number from ${least} to ${most}.`);
  return value;
};

export const oneOf = <Choice extends string>(flags: string, description: string, choices: readonly Choice[]): Option =>
  new Option(flags, description).choices([...choices]);

/** `a,b,c`, each one of the choices. */
export const listOf = <Choice extends string>(choices: readonly Choice[]) => (text: string): Choice[] => {
  const chosen = text.split(',').map((entry) => entry.trim());
  const unknown = chosen.find((entry) => !(choices as readonly string[]).includes(entry));
  if (unknown !== undefined) throw new InvalidArgumentError(`Say some of ${choices.join(', ')}, separated by commas.`);
  return chosen as Choice[];
};
