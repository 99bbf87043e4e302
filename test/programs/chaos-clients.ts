import { join } from "node:path";
import { createInterface } from "node:readline";
import type { ClientTask } from "../support/chaos/lines.ts";
import { ChaosSeat } from "../support/chaos/seat.ts";

// Some clients in one process: what each line of stdin tells them to do, and a line for all that becomes of it.
const [folder = "", room = ""] = process.argv.slice(2);
const seats = new Map<string, ChaosSeat>();
const realNow = Date.now;

function seatOf(user: string): ChaosSeat {
  const seat = seats.get(user);
  if (!seat) throw new Error(`nobody is called ${user}`);
  return seat;
}

async function carryOut(task: ClientTask): Promise<void> {
  switch (task.do) {
    case "open": {
      const seat = new ChaosSeat({
        ...task,
        folder: join(folder, task.user),
        room: JSON.parse(room),
      });
      seats.set(task.user, seat);
      return seat.open();
    }
    case "talk":
      return seatOf(task.user).talk(task.everyMs);
    case "hush":
      for (const seat of seats.values()) seat.hush();
      return;
    case "retry":
      for (const seat of seats.values()) await seat.retry();
      return;
    case "double":
      return seatOf(task.user).double();
    case "jump":
      Date.now = () => realNow() + task.ms;
      return;
    case "mentorCode":
      return seatOf(task.user).issueMentorCode();
    case "readAll":
      return seatOf(task.user).readAll();
    case "close":
      await Promise.all([...seats.values()].map((seat) => seat.close()));
      process.exit();
  }
}

createInterface(process.stdin).on("line", (line) => void carryOut(JSON.parse(line)));
process.stdin.on("end", () => process.exit());
