import type { transcripts as english } from "../english/transcripts.ts";

export const transcripts: typeof english = {
  mentor: "★ शिक्षक",
  file: ({ name, size, sha256 }) => `फ़ाइल: ${name}, ${size} बाइट, SHA-256 ${sha256}`,

  saved: (count) => `${count} संदेश सहेजे गए।`,
  at: (path) => `प्रतिलिपि: ${path}`,
  atWithout: (path, lack) => `प्रतिलिपि: ${path} (आपके पहली बार आने से पहले के ${lack} संदेशों के बिना)`,
  exists: (path) => `${path} पहले से है: --to से दूसरा नाम दें`,
  tooMany: (folder) => `${folder} में बहुत अधिक प्रतिलिपियाँ हैं: कुछ कहीं और रखें`,
};
