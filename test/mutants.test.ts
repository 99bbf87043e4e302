import { readPlace } from "./mutants/copy.ts";
import { mutants } from "./mutants/mutants.ts";

describe("the bugs that are planted to be found", () => {
  for (const mutant of mutants) {
    it(`still have their place: ${mutant.name}`, async () => {
      await readPlace(mutant);
    });
  }
});
