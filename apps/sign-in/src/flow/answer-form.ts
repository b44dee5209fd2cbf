import { linkedSignal, signal } from '@angular/core';
import { form, submit, type SchemaPath } from '@angular/forms/signals';
import type { ApiProblem } from '#pages/api/api-problem';

interface AnswerFormOptions {
  readonly initial?: string;
  readonly rules: (value: SchemaPath<string>) => void;
  /** Answers what to show, or `null` when all went well and the next page is coming. */
  readonly send: (value: string) => Promise<ApiProblem | null>;
  /** Whether the problem is about what was typed (shown beside the field) and not about the call (shown above). */
  readonly aboutField: (problem: ApiProblem) => boolean;
}

/** Every step asks for one thing. Call it in an injection context. */
export function answerForm({ initial = '', rules, send, aboutField }: AnswerFormOptions) {
  const model = signal({ value: initial });
  // Not an error of the form: that would block sending the same value again, which is right after "wait a moment".
  const refusal = linkedSignal<unknown, ApiProblem | null>({ source: () => model().value, computation: () => null });
  const notice = signal<ApiProblem | null>(null);
  const tree = form(model, (path) => rules(path.value), {
    submission: {
      action: async () => {
        notice.set(null);
        refusal.set(null);
        const problem = await send(model().value);
        if (problem === null) return undefined;
        if (aboutField(problem)) {
          refusal.set(problem);
          tree.value().focusBoundControl();
        } else {
          notice.set(problem);
        }
        return undefined;
      },
      onInvalid: () => tree.value().focusBoundControl(),
    },
  });
  return {
    tree,
    refusal: refusal.asReadonly(),
    notice,
    busy: () => tree().submitting(),
    submit: () => void submit(tree),
    clear: () => tree.value().value.set(initial),
  };
}
