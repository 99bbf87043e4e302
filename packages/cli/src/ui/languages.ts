/** How the words of a language are told apart; the groups of the pattern are named after what they find. */
export interface Language {
  pattern: RegExp;
  keywords: ReadonlySet<string>;
}

const numbers = /(?<number>\b(?:0[xob][\da-f_]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?))/.source;
const words = /(?<word>[\p{L}_$][\p{L}\p{M}\p{N}_$]*)/u.source;
const quoted = /"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?/.source;
const slashes = /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/.source;

const python = language(
  [
    /(?<comment>#[^\n]*)/.source,
    `(?<literal>"""[\\s\\S]*?(?:"""|$)|'''[\\s\\S]*?(?:'''|$)|${quoted})`,
    numbers,
    words,
  ],
  "False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield self print",
);

const javascript = language(
  [slashes, `(?<literal>\`(?:\\\\[\\s\\S]|[^\`\\\\])*\`?|${quoted})`, numbers, words],
  "async await break case catch class const continue debugger default delete do else enum export extends false finally for from function if implements import in instanceof interface let new null of private protected public readonly return static super switch this throw true try type typeof undefined var void while with yield boolean number string",
);

const braces = language(
  [`${slashes}|(?<directive>#[ ]*\\w+)`, `(?<literal>${quoted})`, numbers, words],
  "abstract auto bool boolean break byte case catch char class const continue default delete do double else enum extends extern false final finally float for foreach fn func fun go goto if implements import in inline instanceof int interface let long match mut namespace new null nullptr operator override package private protected public range return short signed sizeof static string struct super switch template this throw throws true try type typedef union unsigned use using val var virtual void volatile when while String System",
);

const markup = language(
  [
    /(?<comment><!--[\s\S]*?(?:-->|$))/.source,
    /(?<directive><[!/?]?[A-Za-z][\w:-]*|\/?>)/.source,
    /(?<literal>(?<==)(?:"[^"]*"|'[^']*'))/.source,
    /(?<number>&#?\w{1,20};)/.source,
  ],
  "",
);

const known: Readonly<Record<string, Language>> = {
  ...named(python, "python", "py", "python3"),
  ...named(javascript, "javascript", "js", "jsx", "mjs", "typescript", "ts", "tsx", "json"),
  ...named(braces, "c", "h", "cpp", "c++", "java", "cs", "c#", "csharp", "go", "rust", "rs"),
  ...named(braces, "kotlin", "kt", "swift", "php", "dart", "arduino", "ino", "processing"),
  ...named(markup, "html", "htm", "xml", "svg"),
};

/** By the word behind the fence; nothing where it is none that we know. */
export function languageOf(name: string): Language | undefined {
  const folded = name.toLowerCase();
  return Object.hasOwn(known, folded) ? known[folded] : undefined;
}

function language(patterns: readonly string[], keywords: string): Language {
  return { pattern: new RegExp(patterns.join("|"), "giu"), keywords: new Set(keywords.split(" ")) };
}

function named(language: Language, ...names: readonly string[]): Record<string, Language> {
  return Object.fromEntries(names.map((name) => [name, language]));
}
