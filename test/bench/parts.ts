import type { Part } from "./part.ts";
import { attacks } from "./parts/attacks.ts";
import { catchUp } from "./parts/catch-up.ts";
import { fanOut } from "./parts/fan-out.ts";
import { files } from "./parts/files.ts";
import { first } from "./parts/first.ts";
import { flood } from "./parts/flood.ts";
import { hall } from "./parts/members.ts";
import { screen } from "./parts/screen.ts";
import { soak } from "./parts/soak.ts";
import { start } from "./parts/start.ts";
import { storms } from "./parts/storms.ts";

/** All that is measured, in the order of the table. */
export const parts: readonly Part[] = [
  fanOut,
  hall,
  storms,
  catchUp,
  start,
  first,
  flood,
  attacks,
  files,
  screen,
  soak,
];
