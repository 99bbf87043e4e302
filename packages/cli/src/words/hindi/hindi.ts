import type { english } from "../english/english.ts";
import { commands } from "./commands.ts";
import { doctor } from "./doctor.ts";
import { errors } from "./errors.ts";
import { files } from "./files.ts";
import { forms } from "./forms.ts";
import { help } from "./help.ts";
import { host } from "./host.ts";
import { notes } from "./notes.ts";
import { order } from "./order.ts";
import { rooms } from "./rooms.ts";
import { screen } from "./screen.ts";
import { slash } from "./slash.ts";
import { transcripts } from "./transcripts.ts";
import { usage } from "./usage.ts";

export const hindi: typeof english = {
  commands,
  doctor,
  errors,
  files,
  forms,
  help,
  host,
  notes,
  order,
  rooms,
  screen,
  slash,
  transcripts,
  usage,
};
