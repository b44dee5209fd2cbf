import { describe, expect, it } from 'vitest';
import { csvCell } from './csv.js';

describe('a cell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1', '=HYPERLINK("http://evil.example")'])('that begins like a formula is text: %j', (text) => {
    expect(csvCell(text)).toBe(`"'${text.replaceAll('"', '""')}"`);
  });

  it.each(['Dana', 'a=b', '', 'x-1', 'two\nlines', '<script>'])('of other text stays as it is: %j', (text) => {
    expect(csvCell(text)).toBe(`"${text}"`);
  });

  it('doubles quotation marks', () => expect(csvCell('the "ward"')).toBe('"the ""ward"""'));
});
