import type { Part } from "./part.ts";
import { attacks } from "./parts/attacks.ts";
import { fanOut } from "./parts/fan-out.ts";
import { files } from "./parts/files.ts";
import { flood } from "./parts/flood.ts";
import { hall } from "./parts/members.ts";
import { screen } from "./parts/screen.ts";
import { signIns } from "./parts/sign-ins.ts";

/** All that is measured, in the order of the table. */
export const parts: readonly Part[] = [fanOut, hall, signIns, flood, attacks, files, screen];
