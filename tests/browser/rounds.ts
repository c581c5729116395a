// How many rounds the long tests make: a few in `cargo xtask test`, all of them in `cargo xtask soak`.

/** `few` in the everyday test, `many` in the soak. */
export function rounds(few: number, many: number): number {
  return process.env.QA_SOAK ? many : few;
}

/** Numbers that look like chance and are the same each time for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One of a list, by chance. */
export const pick = <T>(next: () => number, list: readonly T[]): T => list[Math.floor(next() * list.length)];
