// Whatever runs the tests: a picture without colours has no escape sequence but those that somebody smuggled in. Import
// this before what draws.
process.env.FORCE_COLOR = "0";

export {};
