import type { order as english } from "../english/order.ts";

export const order: typeof english = {
  muted: (user) => `${user} को चुप कराया गया है, /unmute ${user} तक।`,
  mutedFor: (user, time) => `${user} को ${time} के लिए चुप कराया गया है।`,
  quiet: "कक्ष /quiet off तक शांत है: केवल शिक्षक लिख सकते हैं।",
  quietFor: (time) => `कक्ष ${time} तक शांत है: केवल शिक्षक लिख सकते हैं।`,
  quietOver: "अब सब फिर लिख सकते हैं।",
  announced: "घोषणा लगा दी गई है।",
  announcementDown: "घोषणा हटा दी गई है।",
  deleted: (seq) => `संदेश ${seq} मिटा दिया गया है।`,
  decided: {
    unmute: (user) => `${user} फिर लिख सकते हैं।`,
    kick: (user) => `${user} को कक्ष से बाहर किया गया है, वे फिर जुड़ सकते हैं।`,
    ban: (user) => `${user} पर इस कक्ष में आने का प्रतिबंध लगा दिया गया है।`,
    unban: (user) => `${user} फिर जुड़ सकते हैं।`,
    promote: (user) => `${user} अब शिक्षक हैं।`,
    demote: (user) => `${user} अब विद्यार्थी हैं।`,
    unlock: (user) => `${user} तुरंत फिर साइन इन करने की कोशिश कर सकते हैं।`,
  },
  mentorCode: (code) => `कोड ${code} एक व्यक्ति को शिक्षक बनाता है: जो उसके साथ सबसे पहले पंजीकरण करे।`,
  resetCode: ({ code, user, minutes }) =>
    `कोड ${code} से ${user} नया पासवर्ड रख सकते हैं, केवल एक बार, ${minutes} मिनट के भीतर: यह कोड उन्हें स्वयं मिलकर दें।`,
  asked: "शिक्षकों से पूछ लिया गया है; और किसी को यह नहीं दिखता।",
  answered: (student) => `${student} को उत्तर दे दिया गया है; उनके सिवा यह केवल शिक्षकों को दिखता है।`,
  nothingRefused: "कुछ भी अस्वीकार नहीं हुआ था।",
  sentAgain: (count) => `फिर भेजे गए: ${count}।`,
  givenUp: (count) => `हटाए गए: ${count}।`,

  nothingToClear: "मिटाने के लिए कुछ नहीं है।",
  mayClear: (count, upTo) => `संख्या ${upTo} तक के ${count} संदेश मिटाएँ? ये सभी के यहाँ से हट जाएँगे।`,
  notCleared: "कुछ नहीं मिटाया गया।",
  notSaved: (reason) =>
    `कुछ नहीं मिटाया गया: प्रतिलिपि सहेजी नहीं जा सकी (${reason})। /clear --no-backup उसके बिना मिटाता है।`,
  clearedByOther: "इसे किसी और ने पहले ही मिटा दिया है।",
  cleared: (count) => `${count} संदेश मिटा दिए गए।`,

  yesOrNo: (question) => `${question} (हाँ/y या नहीं/n)`,
  answerDropped: (answer) => `कुछ पूछा नहीं गया था, इसलिए "${answer}" नहीं कहा गया।`,
  help: (usage, help) => `${usage}: ${help}`,
  mentorHelp: (usage, help) => `${usage}: ${help} (शिक्षक)`,
  allElseIsSaid:
    "बाकी सब पंक्तियाँ संदेश के रूप में कही जाती हैं; / से शुरू होने वाली पंक्ति कहने के लिए उसे // से शुरू करें।",
  onScreenOnly: (name) => `/${name} पूरी स्क्रीन के लिए है: /help सादी पंक्तियों के कमांड बताता है`,
  unknown: (name) => `/${name} नाम का कोई कमांड नहीं है: इसे फिर भी कहना हो, तो // से शुरू करें`,
  unknownNear: (name, near) => `/${name} नाम का कोई कमांड नहीं है; क्या आपका मतलब /${near} था?`,

  bell: {
    off: "इस कक्ष के लिए टर्मिनल घंटी नहीं बजाता।",
    mention: "जो आपके लिए हो, उस पर टर्मिनल घंटी बजाता है: @ और आपका नाम, उत्तर, घोषणाएँ।",
    all: "यहाँ दूसरे जो भी कहें, उस पर टर्मिनल घंटी बजाता है।",
  },
  themeKept: (theme) => `रंग-रूप अब ${theme} है, अगली बार भी।`,
  noSuchOrder: "CLASSCHAT_BIDI न terminal है, न screen",
  noSuchTheme: (themes) => `CLASSCHAT_THEME इनमें से कोई नहीं है: ${themes.join(", ")}`,
  editorMissing: (program) =>
    `संपादक ${program} शुरू नहीं होता: EDITOR में ऐसा प्रोग्राम दें जो शुरू हो, या यहीं लिखते रहें।`,
  editorFailed: (program) => `संपादक ${program} विफल रहा: आपका पाठ जैसा था वैसा ही है।`,
};
