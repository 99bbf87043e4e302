import type { notes as english } from "../english/notes.ts";

export const notes: typeof english = {
  entered: (user) => `आप ${user} नाम से कक्ष में हैं`,
  offline: "होस्ट उत्तर नहीं दे रहा: उत्तर मिलने तक कोशिश जारी रहेगी",
  away: "होस्ट आधे मिनट से अनुपस्थित है: यही कमांड फिर देने पर काम वहीं से आगे बढ़ेगा जहाँ रुका था",
  closing: "शिक्षक कक्ष बंद कर रहे हैं",
  restarted: "होस्ट का इतिहास बदल दिया गया है: आगे जो दिखेगा, बस उतना ही है",
  present: (names, others) =>
    `अभी यहाँ हैं: ${names.join(", ")}${others > 0 ? ` और ${others} अन्य` : ""}`,
  joined: (user) => `आए: ${user}`,
  left: (user) => `गए: ${user}`,
  role: {
    yours: {
      mentor: "अब आप शिक्षक हैं",
      student: "अब आप विद्यार्थी हैं",
    },
    others: {
      mentor: (user) => `${user} अब शिक्षक हैं`,
      student: (user) => `${user} अब विद्यार्थी हैं`,
    },
  },

  said: {
    mentor: (user) => `शिक्षक ${user}`,
    forYou: (who) => `आपके लिए, ${who}`,
    file: (who, file) => `${who}, फ़ाइल ${file}`,
    code: (lines) => `[कोड, ${lines} पंक्तियाँ]`,
    codeIn: (language, lines) => `[कोड, ${language}, ${lines} पंक्तियाँ]`,
    codeEnds: "[कोड समाप्त]",
  },
  newSince: "आपके पिछली बार आने के बाद के नए संदेश:",
  announced: (by, text) => `${by} की घोषणा: ${text}`,
  announcementDown: "घोषणा हटा दी गई है",
  asked: (student, text) => `${student} शिक्षकों से पूछते हैं: ${text}`,
  answered: ({ student, from: mentor, text }) => `${student} को ${mentor} का उत्तर: ${text}`,

  cleared: ({ by, count, upTo }) => `${by} ने संख्या ${upTo} तक के ${count} संदेश मिटा दिए`,
  clearedMeanwhile: (upTo) => `किसी शिक्षक ने संख्या ${upTo} तक के संदेश मिटा दिए`,
  deleted: (by, seq) => `${by} ने संदेश ${seq} मिटा दिया`,

  quiet: (by) => `शांति: केवल शिक्षक लिख सकते हैं (${by})`,
  quietFor: (time, by) => `${time} तक शांति: केवल शिक्षक लिख सकते हैं (${by})`,
  quietOver: "अब सब फिर लिख सकते हैं",
  muted: "आपको चुप कराया गया है: /doubt TEXT फिर भी शिक्षकों तक पहुँचता है",
  mutedFor: (time) => `आपको ${time} के लिए चुप कराया गया है: /doubt TEXT फिर भी शिक्षकों तक पहुँचता है`,
  mutedOver: "अब आप फिर लिख सकते हैं",
  slower: "कृपया धीरे लिखें: नहीं तो होस्ट आपके संदेश रोकने लगेगा",

  draftRefused: (start, reason) =>
    `विफल: ${start} (${reason} संदेश सँभालकर रखा गया है: /retry से फिर भेजें, /discard से हटाएँ)`,
  notSent: (reason) => `नहीं भेजा गया: ${reason}`,
  unsent: (count) =>
    `${count} संदेश अभी होस्ट पर नहीं पहुँचे: ये भेजे जाने की प्रतीक्षा में हैं और आपके अगली बार कक्ष में आने पर चले जाएँगे`,

  codeWanted: (user) => `${user} पासवर्ड भूल गए हैं और कोड की प्रतीक्षा कर रहे हैं: /reset-code ${user}`,
  disk: {
    enough: "होस्ट की डिस्क में फिर जगह है: फ़ाइलें और संदेश लिए जा रहे हैं",
    low: "होस्ट की डिस्क लगभग भर गई है: जब तक आप जगह खाली नहीं करते, फ़ाइलें नहीं ली जाएँगी",
    full: "होस्ट की डिस्क भर गई है: जब तक आप जगह खाली नहीं करते, संदेश नहीं लिए जाएँगे",
  },

  ending: {
    closed: (rooms) => `बंद किया: ${listed(rooms)}।`,
    left: (rooms) => `आप बाहर आ गए: ${listed(rooms)}।`,
    unread: (room, count) => `${room}: ${count} अपठित।`,
    unsent: (room, count) => `${room}: ${count} संदेश अभी नहीं भेजे गए; अगली बार कक्ष में आने पर चले जाएँगे।`,
    refused: (room, count) =>
      `${room}: ${count} संदेश अस्वीकार हुए और सँभालकर रखे गए हैं: /retry या /discard के लिए फिर जुड़ें।`,
    saved: (path) => `सहेजा गया: ${path}`,
  },
};

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} और ${names.at(-1)}`;
}
