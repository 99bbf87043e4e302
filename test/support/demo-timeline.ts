// What is said in the demo of the timeline: a long text, a code, and somebody who is spoken to.

const numbered = Array.from({ length: 30 }, (_, row) => `line ${row + 1} of the task`).join("\n");

const code = `Like this:
\`\`\`python
def impulse(m, v):
    # in N·s
    return m * v  # not "v * v"
\`\`\`
Clear?`;

export const spoken: readonly (readonly [from: string, text: string])[] = [
  ["frau_weber", numbered],
  ["frau_weber", code],
  ["ben", "@anuja, not yet"],
  ["ben", "@ANU, are you there?"],
];
