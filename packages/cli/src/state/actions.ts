/** What Tab makes of a line that names a file of this computer. */
export interface Completion {
  /** The line, with as much added as is sure. */
  line: string;
  /** What it may become, where that is not one thing. */
  choices: readonly string[];
}

/** What the screen asks of the rest of the program. Answers come as events. */
export interface Actions {
  /** A line was typed in the room: something to say, or a command that the screen does not carry out itself. */
  submit(room: string, line: string): void;
  /** The four words that were typed, or nothing when they were skipped. */
  giveCode(room: string, words: string | undefined): void;
  signIn(room: string, input: { login: string; password: string; remember: boolean }): void;
  register(
    room: string,
    input: {
      user: string;
      email: string;
      password: string;
      mentorCode?: string;
      remember: boolean;
    },
  ): void;
  /** Somebody forgot the password: asks the host for a code, by mail or from a mentor. */
  requestReset(room: string, email: string): void;
  /** Sets the new password with the code, and signs in with it. */
  reset(
    room: string,
    input: { email: string; resetCode: string; password: string; remember: boolean },
  ): void;
  /** Hands a text in as a file. */
  sendText(room: string, text: string): void;
  /** Lets the user go on with the text in an editor that has the terminal meanwhile; rejects with why that failed. */
  compose(text: string): Promise<string>;
  /** The answer to the question that is open in the room. */
  answer(room: string, isYes: boolean): void;
  /** Completes the path behind a command; nothing where there is none of the kind. */
  complete(line: string): Promise<Completion | undefined>;
  /** Something was typed that may become a message; called at each key. */
  typing(room: string): void;
  /** The first page that is not on the screen yet is wanted. */
  older(room: string): void;
  /** All up to this `seq` was on the screen. */
  read(room: string, seq: number): void;
  /** A room's name, id, address or four words. */
  join(roomOrAddress: string): void;
  leave(room: string): void;
  /** The first account of a host. */
  createMentor(input: { user: string; email: string; password: string; remember: boolean }): void;
  /** The user leaves; the screen ends by itself. */
  quit(): void;
}
