import type { screen as english } from "../english/screen.ts";
import { happened } from "./happened.ts";
import { panels } from "./panels.ts";

const [yes, no] = ["हाँ", "नहीं"] as const;
const meanings: Readonly<Record<string, string>> = { y: `y ${yes}`, n: `n ${no}` };

export const screen: typeof english = {
  locale: "hi-IN-u-nu-latn",
  windowTooSmall: "विंडो बहुत छोटी है",
  duration: {
    seconds: (count) => `${count} सेकंड`,
    minutes: (count) => `${count} मिनट`,
    hours: (count) => `${count} घंटे`,
    days: (count) => `${count} दिन`,
  },
  bytes: (count) => `${count} बाइट`,
  more: (count) => `… ${count} और`,
  alert: (from, room, text) => `${room} में ${from}: ${text}`,

  status: {
    waitingForCode: "कक्ष कोड की प्रतीक्षा है",
    closed: "होस्ट ने कक्ष बंद किया",
    online: "ऑनलाइन",
    connecting: "जोड़ रहे हैं…",
    offline: {
      until: (seconds) => `ऑफ़लाइन: ${seconds} सेकंड में फिर प्रयास; आपका भेजा हुआ रुका रहेगा`,
      trying: "ऑफ़लाइन: फिर प्रयास हो रहा है…; आपका भेजा हुआ रुका रहेगा",
    },
    full: {
      until: (seconds) => `जगह नहीं बची: ${seconds} सेकंड में फिर प्रयास; आपका भेजा हुआ रुका रहेगा`,
      trying: "जगह नहीं बची: फिर प्रयास हो रहा है…; आपका भेजा हुआ रुका रहेगा",
    },
    kicked: "बाहर किए गए",
    banned: "प्रतिबंधित",
    unchecked: "बिना जाँच: /code WORDS",
    uncheckedLong: "कक्ष कोड जाँचा नहीं गया: /code WORDS",
    muted: "आप चुप हैं",
    quiet: "कक्ष शांत",
    onlyMentors: "केवल शिक्षक लिखते हैं",
    unread: (count) => `${count} नए`,
    doubts: (count) => (count === 1 ? "1 शंका" : `${count} शंकाएँ`),
    answers: (count) => `${count} उत्तर`,
    below: (news) => `↓ नीचे ${news.join(", ") || "नए संदेश"} (PgDn)`,
    inRoom: (news, room) => `${room} में ${news}`,
    roomAt: (room, address) => `${room}, पता ${address}`,
    typeRoom: "नाम, पता या चार शब्द लिखें",
  },

  held: {
    free: "आप फिर लिख सकते हैं: Enter इसे भेजता है।",
    muted: (left) =>
      `आपको चुप कराया गया है, शेष समय ${left}: आपका पाठ यहीं रुका है। /doubt TEXT शिक्षकों तक पहुँचता है।`,
    mutedForNow:
      "आपको चुप कराया गया है, जब तक शिक्षक न हटाएँ: आपका पाठ यहीं रुका है। /doubt TEXT शिक्षकों तक पहुँचता है।",
    quiet: (left) =>
      `कक्ष शांत है, शेष समय ${left}: आपका पाठ यहीं रुका है। /doubt TEXT शिक्षकों तक पहुँचता है।`,
    quietForNow:
      "कक्ष शांत है, जब तक शिक्षक न हटाएँ: आपका पाठ यहीं रुका है। /doubt TEXT शिक्षकों तक पहुँचता है।",
    waits: "आपका पाठ यहीं रुका है।",
    kicked: (back) => `आप इस कक्ष से बाहर हैं: ${back} आपको वापस लाता है।`,
    banned: (back) => `आप पर प्रतिबंध है: शिक्षक से बात करें। फिर अनुमति मिलने पर: ${back}`,
  },

  timeline: {
    nothingSaid: "आपके आने के बाद से कुछ नहीं कहा गया है।",
    nothingHere: "यहाँ पढ़ने के लिए कुछ नहीं है।",
    howToSay: "लिखें और Enter दबाएँ; / कमांड दिखाता है।",
    newSince: "आपके पिछली बार आने के बाद नया",
    file: "[फ़ाइल]",
    notSent: "नहीं भेजा गया।",
    retryOrDiscard: "/retry या /discard",
    folded: (rows) => `… ${rows} और पंक्तियाँ`,
    foldedOpen: (rows, seq) => `… ${rows} और पंक्तियाँ: /open ${seq}`,
    foldedOpenOrTab: (rows, seq) => `… ${rows} और पंक्तियाँ: /open ${seq}, या Tab और Enter`,
    typing: (names, more) => {
      if (more > 0) return `${names.join(", ")} और ${more} अन्य लिख रहे हैं`;
      return `${names.join(" और ")} लिख रहे हैं`;
    },
  },

  transfers: {
    waits: "प्रतीक्षा में",
    notSent: (name, reason) => `${name} नहीं भेजी गई: ${reason}`,
    notFetched: (name, reason) => `${name} डाउनलोड नहीं हुई: ${reason}`,
    left: {
      seconds: (count) => `${count} सेकंड शेष`,
      minutes: (count) => `${count} मिनट शेष`,
      hours: (count) => `${count} घंटे शेष`,
    },
    sent: "जमा हुई",
    fetched: "डाउनलोड हुई",
    cancelled: "रद्द की गई",
  },

  question: {
    yes,
    no,
    answers: (letters) =>
      `${letters.map((letter) => meanings[letter] ?? letter).join(" / ")}, फिर Enter`,
    paste: {
      send: "(s) एक संदेश के रूप में भेजें",
      file: "(f) फ़ाइल के रूप में",
      edit: "(e) खाने में बदलें",
      cancel: "(c) रद्द करें",
    },
    pasteLines: (lines, ways) => `${lines} पंक्तियाँ चिपकाई जा रही हैं: ${ways.join(", ")}?`,
    pasteCharacters: (characters, ways) => `${characters} अक्षर चिपकाए जा रहे हैं: ${ways.join(", ")}?`,
    sendFile: (name) => `${name} को फ़ाइल के रूप में भेजें?`,
    takesText: (size) => `कक्ष केवल पाठ लेता है, अधिकतम ${size}।`,
    takesAny: (size) => `कक्ष अधिकतम ${size} लेता है।`,
  },

  hints: {
    needsRoom: (command) => `${command} किसी एक कक्ष के लिए है: पहले उसके टैब पर जाएँ।`,
    tooFast: "कृपया धीरे: जो बहुत तेज़ आता है, उसे रुकना पड़ता है।",
    cardElsewhere: "कार्ड होस्ट की अपनी स्क्रीन पर दिखता है।",
    enterFetches: (name) => `Enter: ${name} डाउनलोड करें   Esc: नहीं`,
    enterShows: (seq) => `Enter: संदेश ${seq} पूरा दिखाएँ   Esc: नहीं`,
    noFileInSight:
      "न कोई फ़ाइल दिख रही है, न कोई सिमटा संदेश: /files वे फ़ाइलें दिखाता है जिन्हें आप डाउनलोड कर सकते हैं।",
    noSuchFile: "यहाँ इस नाम की कोई फ़ाइल नहीं है।",
    noSuchName: "यहाँ इस नाम का कोई नहीं है।",
    nothingNew: "दूसरे कक्षों में कुछ नया नहीं है।",
    foldsAgain: (seq) => `/open ${seq} इसे फिर समेटता है।`,
    noLongMessage: "कोई लंबा संदेश नहीं दिख रहा है: /open SEQ संख्या से संदेश खोलता है।",
    notLong: (seq) => `संदेश ${seq} यहाँ नहीं है, या लंबा नहीं है।`,
  },

  ...panels,
  happened,
};
