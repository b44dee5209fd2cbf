/** The middle one; of an even number the upper of the two. */
export function medianOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

const DRAWS = 1_000;

/**
 * How far the medians of two groups lie apart when chance alone made the groups: all times are thrown together and dealt out
 * anew again and again (a permutation test); 999 of 1,000 draws lie within what is returned.
 */
export function noiseOf(one: readonly number[], other: readonly number[]): number {
  const all = [...one, ...other];
  const differences = Array.from({ length: DRAWS }, () => {
    for (let index = all.length - 1; index > 0; index -= 1) {
      const swap = Math.floor(Math.random() * (index + 1));
      [all[index], all[swap]] = [all[swap]!, all[index]!];
    }
    return Math.abs(medianOf(all.slice(0, one.length)) - medianOf(all.slice(one.length)));
  });
  return differences.toSorted((a, b) => a - b)[Math.ceil(DRAWS * 0.999) - 1] ?? 0;
}
