import { amount } from "./amount.ts";

/** What the timeline tells between the messages. */
export const happened = {
  restored: "The host restored an older copy of this room: it starts anew here.",
  removedMeanwhile: "While you were away, a mentor took messages out of this room.",
  cleared: (by: string, count: number) => `${by} cleared ${amount(count, "message")}.`,
  deleted: (by: string, seq: number) => `${by} deleted message ${seq}.`,
  kicked: "A mentor has put you out of this room.",
  banned: "A mentor has banned you from this room.",
  mayWrite: "You may write again.",
  flooded: "Too much came from you at once.",
  saved: (name: string, path: string) => `${name} is saved: ${path}`,
  youAreMentor: "You are now a mentor.",
  youAreNoMentor: "You are no longer a mentor.",
  isMentor: (user: string) => `${user} is now a mentor.`,
  isNoMentor: (user: string) => `${user} is no longer a mentor.`,
  youAsk: (text: string) => `you ask the mentors: ${text}`,
  asks: (student: string, text: string) => `${student} asks the mentors: ${text}`,
  answersYou: (from: string, text: string) => `${from} answers you: ${text}`,
  answers: (from: string, student: string, text: string) => `${from} answers ${student}: ${text}`,
};
