/** Ends every `switch` over a union: a new member is a compile error here. At run time it fails closed. */
export function unreachable(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify((value as { type?: unknown }).type ?? value)}`);
}
