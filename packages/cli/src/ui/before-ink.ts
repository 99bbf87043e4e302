// What has to be so before Ink and its libraries load: they look at these things once. Import this file first.

// Ink calls `Promise.withResolvers`, which Node 20 lacks and the compiler's library of 2023 does not know:
const promises: { withResolvers?: () => unknown } = Promise as never;
promises.withResolvers ??= () => {
  const settle: { resolve?: unknown; reject?: unknown } = {};
  const promise = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return { promise, ...settle };
};

// chalk does not know NO_COLOR (https://no-color.org):
if (process.env.NO_COLOR) process.env.FORCE_COLOR = "0";

// Ink draws nothing where it finds a CI; whoever opens the screen has a terminal:
delete process.env.CI;
delete process.env.CONTINUOUS_INTEGRATION;

export {};
