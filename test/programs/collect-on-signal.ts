// Loaded before a program that Node runs with --expose-gc: SIGUSR2 then collects its garbage, so that what is left is
// what it needs.
process.on("SIGUSR2", () => globalThis.gc?.());
