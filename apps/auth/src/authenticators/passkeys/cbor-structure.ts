/** A certificate in a list of attestation statements (WebAuthn Level 3 §8.9) lies five deep. */
const MAXIMUM_DEPTH = 6;
const Major = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6, simple: 7 } as const;

interface Head {
  readonly major: number;
  /** The length, count or number; for simple values and floats the bits. */
  readonly argument: number;
  readonly end: number;
}

/**
 * Where `count` CBOR items end that begin at `start`; `undefined` when they are not well-formed (RFC 8949 §5.3.1), have no
 * definite length, are nested too deeply, or end after the bytes do. The decoder behind it cuts a text or byte
 * string that is too short without a word, and follows any nesting as deep as the stack is.
 */
export function cborEnd(bytes: Uint8Array, start: number, count: number, depth = 0): number | undefined {
  if (depth > MAXIMUM_DEPTH) return undefined;
  let position = start;
  for (let item = 0; item < count; item += 1) {
    const end = itemEnd(bytes, position, depth);
    if (end === undefined || end > bytes.length) return undefined;
    position = end;
  }
  return position;
}

function itemEnd(bytes: Uint8Array, start: number, depth: number): number | undefined {
  const head = readHead(bytes, start);
  if (head === undefined) return undefined;
  switch (head.major) {
    case Major.bytes:
    case Major.text:
      return head.end + head.argument;
    case Major.array:
      return cborEnd(bytes, head.end, head.argument, depth + 1);
    case Major.map:
      return cborEnd(bytes, head.end, head.argument * 2, depth + 1);
    case Major.tag:
      return cborEnd(bytes, head.end, 1, depth + 1);
    default:
      return head.end;
  }
}

/** 24 to 27: one, two, four or eight bytes follow. 31, an indefinite length, and what is reserved are refused. */
function readHead(bytes: Uint8Array, start: number): Head | undefined {
  const initial = bytes[start];
  if (initial === undefined) return undefined;
  const major = initial >> 5;
  const short = initial & 0x1f;
  if (short < 24) return { major, argument: short, end: start + 1 };
  if (short > 27) return undefined;
  const end = start + 1 + 2 ** (short - 24);
  if (end > bytes.length) return undefined;
  const argument = bytes.subarray(start + 1, end).reduce((value, byte) => value * 256 + byte, 0);
  return { major, argument, end };
}
