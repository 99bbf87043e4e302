/** The day of that moment, here: `2026-01-05`. */
export function dayOf(at: number): string {
  const day = new Date(at);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map(twoDigits).join("-");
}

/** The time of that day, here: `09:30`. */
export function timeOf(at: number): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes()].map(twoDigits).join(":");
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
