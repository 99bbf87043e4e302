/** What somebody might call himself, a room or a file, or say, to harm the screens of the others. */
export const hostileTexts: Readonly<Record<string, string>> = {
  "escape sequences": "a\u001b[2J\u001b[31mred\u001b[5A\u001b[?25l\u001b[?1049l\u001bcb",
  "a title and the clipboard":
    "a\u001b]0;PWNED\u0007b\u001b]52;c;QQ==\u001b\\c\u009d2;PWNED\u009cd",
  "a string that does not end": "a\u001b]0;PWNED",
  bells: "a\u0007\u0007b",
  "controls of eight bits": "a\u009b2J\u009b31mb\u0085c\u0090q\u009cd",
  "what goes back": "harmless\rXXXX\b\b\b\u000b\u000c\u007f\u0000y",
  "overrides of direction": "a\u202eexe.txt\u202c\u2066b\u2067c\u2068d\u2069\u200e\u200f\u061ce",
  "directions without an end": "\u2067\u202eabc\u2066",
  "text from right to left": "שלום (עולם) 12 مرحبا ab",
  "what cannot be seen": "a\u200bb\u200c\u200dc\u2060\ufeff\u00ad\u180e\u3164\u{e0041}d",
  "marks in heaps": `z${"\u0301".repeat(60)}\u0e01${"\u0e49".repeat(40)}`,
  "marks on nothing": "\u0301\u0300a",
  "wide characters": "日本語の名前はとても長い".repeat(3),
  emoji: "👨‍👩‍👧‍👦👋🏽❤️1️⃣🏳️‍🌈🇪🇪👍",
  "half characters": "a\ud83db\udc4dc\ud800",
  "line breaks": "a\nb\u2028c\u2029d\u0085e\r\nf\tg",
  "signs of our own": "★ weber ✓ │ ──── › ↓ ●",
  "a very long word": "x".repeat(400),
};
