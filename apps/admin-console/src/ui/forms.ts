import { maxLength, pattern, required, type FieldTree, type SchemaPath } from '@angular/forms/signals';

/** A text that is needed: more than spaces, and no longer than the service takes. */
export function filled(path: SchemaPath<string>, longest: number): void {
  required(path);
  pattern(path, /\S/);
  maxLength(path, longest);
}

/** What a form does when it is sent; where something is missing, the cursor goes there, and the field says so. */
export function sends<Model>(work: () => Promise<void>) {
  return {
    submission: {
      action: async (): Promise<undefined> => {
        await work();
        return undefined;
      },
      onInvalid: (tree: FieldTree<Model>): void => tree().errorSummary()[0]?.fieldTree().focusBoundControl(),
    },
  };
}

/** As long as the service takes a reason and a ticket. */
export const LONGEST_REASON = 500;
export const LONGEST_TICKET = 100;
