// Letters that are read from the last row of a classroom, made of full blocks: one of the few signs that have the same
// width in all terminals.

const glyphs: Readonly<Record<string, string>> = {
  a: ".#. #.# ### #.# #.#",
  b: "##. #.# ##. #.# ##.",
  c: ".## #.. #.. #.. .##",
  d: "##. #.# #.# #.# ##.",
  e: "### #.. ##. #.. ###",
  f: "### #.. ##. #.. #..",
  g: ".## #.. #.# #.# .##",
  h: "#.# #.# ### #.# #.#",
  i: "### .#. .#. .#. ###",
  j: "..# ..# ..# #.# .#.",
  k: "#.# #.# ##. #.# #.#",
  l: "#.. #.. #.. #.. ###",
  m: "#...# ##.## #.#.# #...# #...#",
  n: "#..# ##.# #.## #..# #..#",
  o: "### #.# #.# #.# ###",
  p: "##. #.# ##. #.. #..",
  q: "### #.# #.# ### ..#",
  r: "##. #.# ##. #.# #.#",
  s: ".## #.. .#. ..# ##.",
  t: "### .#. .#. .#. .#.",
  u: "#.# #.# #.# #.# ###",
  v: "#.# #.# #.# #.# .#.",
  w: "#...# #...# #.#.# ##.## #...#",
  x: "#.# #.# .#. #.# #.#",
  y: "#.# #.# .#. .#. .#.",
  z: "### ..# .#. #.. ###",
};

export const bigHeight = 5;

/** A word in five rows, each point so many cells wide; nothing where a letter has no large shape. */
export function bigWord(word: string, pointWidth: number): readonly string[] | undefined {
  return bigPoints(word)?.map((row) =>
    row.map((isDrawn) => (isDrawn ? "█" : " ").repeat(pointWidth)).join(""),
  );
}

/** The points of such a word, row by row: true where something is drawn. */
export function bigPoints(word: string): readonly (readonly boolean[])[] | undefined {
  const shapes = [...word.toLowerCase()].map((letter) => glyphs[letter]?.split(" "));
  if (shapes.includes(undefined)) return undefined;
  return Array.from({ length: bigHeight }, (_, row) => {
    const points = shapes.map((shape) => shape?.[row] ?? "").join(".");
    return [...points].map((point) => point === "#");
  });
}
