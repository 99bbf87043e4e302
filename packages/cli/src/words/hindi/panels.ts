import type { panels as english } from "../english/panels.ts";

export const panels: typeof english = {
  list: {
    tab: "कक्ष",
    room: "कक्ष",
    here: "लोग",
    trust: "भरोसा",
    mentor: "शिक्षक",
    address: "पता",
    title: "विषय",
    known: "परिचित",
    new: "नया",
    joined: "जुड़े हैं",
    keyChanged: "कुंजी बदली",
    looking: "कक्ष खोजे जा रहे हैं…",
    noneYet: "अभी कोई नहीं? शिक्षक का दिखाया पता लिखें; classchat doctor कारण बताता है।",
  },
  switcher: {
    head: "कक्ष में जाएँ: नाम का कोई हिस्सा लिखें। Enter जाता या जोड़ता है, Esc: वापस",
    open: "खुला",
    join: "जुड़ें",
    lookFor: "खोजें और जुड़ें",
  },
  hosted: {
    noNetwork: "नेटवर्क नहीं है",
    nobodyFindsIt: "नेटवर्क नहीं: कक्ष नहीं मिलेगा",
    roomCode: "कक्ष कोड",
    mentors: "और शिक्षक: /mentor-code",
  },
  desk: {
    diskLow: "डिस्क लगभग भरी है",
    diskFull: "डिस्क भर गई है",
    noMoreFiles: "और फ़ाइलें नहीं",
    noMoreMessages: "और संदेश नहीं",
    mailFailed: "ईमेल नहीं गया",
    network: "नेटवर्क",
    host: "यह होस्ट",
    pace: (messages) => `${messages} संदेश प्रति मिनट`,
    transfers: (files) => (files === 1 ? "1 फ़ाइल जारी" : `${files} फ़ाइलें जारी`),
    waitingForCode: "कोड की प्रतीक्षा में",
    muted: "चुप कराए गए",
    banned: "प्रतिबंधित",
  },
  members: {
    here: (count) => `यहाँ ${count}`,
    you: "(आप)",
  },
};
