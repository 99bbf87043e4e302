import type { commands as english } from "../english/commands.ts";

export const commands: typeof english = {
  backup: { done: (folder) => `${folder} में बैकअप रख दिया गया` },
  restore: { done: (folder) => `${folder} से वापस लाया गया` },
  forget: {
    done: (rooms) =>
      `${rooms.join(", ")} का होस्ट भुला दिया गया: अगली बार जुड़ने पर उसका कक्ष कोड फिर पूछा जाएगा`,
    unknown: (room) => `यहाँ ${room} नाम का कोई कक्ष याद नहीं है: कुछ नहीं भुलाया गया`,
    ambiguous: (rooms) =>
      `एक से अधिक होस्ट पर ऐसा कक्ष है: id दीजिए, इनमें से एक: ${rooms.map(({ id, name }) => `${id} (${name})`).join(", ")}`,
  },
  export: {
    noFormat: (format, formats) =>
      `${format} नाम का कोई प्रारूप नहीं है: इनमें से एक लीजिए: ${formats.join(", ")}`,
  },
  register: {
    done: {
      student: (user) => `विद्यार्थी के रूप में ${user} का पंजीकरण हुआ`,
      mentor: (user) => `शिक्षक के रूप में ${user} का पंजीकरण हुआ`,
    },
  },
  login: { done: (user) => `${user} के रूप में साइन इन हुआ` },
  logout: {
    done: (user) => `${user} का साइन आउट हुआ`,
    nobody: (room) => `यहाँ ${room} में कोई साइन इन नहीं है: समाप्त करने को कुछ नहीं है`,
    hostNotTold: (reason) => `होस्ट को बताया नहीं जा सका: ${reason}`,
  },
  reset: {
    done: (user) => `${user} का नया पासवर्ड बन गया: उसी से साइन इन कीजिए`,
    noPassword:
      "कोई नया पासवर्ड नहीं दिया गया: --password-stdin या CLASSCHAT_PASSWORD का उपयोग कीजिए",
    orGiveCode: "जो कोड आपको मिल चुका है, उसे --reset-code में दीजिए।",
  },
  rooms: {
    none: "किसी कक्ष ने उत्तर नहीं दिया: जाँचिए कि इस नेटवर्क पर कोई होस्ट चल रहा है, या उसके पते से जुड़िए; classchat doctor कारण बताता है",
    noMentor: "अभी कोई शिक्षक नहीं",
    mentor: (user) => `शिक्षक ${user}`,
    online: (count) => `${count} ऑनलाइन`,
    trust: { known: "ज्ञात", new: "नया", changed: "बदला हुआ" },
  },
  send: {
    fileAndText: "फ़ाइल बिना पाठ के जाती है: पाठ अलग से भेजिए",
    nothing: "भेजने को कुछ नहीं है: पाठ कक्ष के नाम के बाद लिखिए, या उसे stdin से पढ़ने के लिए - लिखिए",
    unconfirmed:
      "होस्ट ने समय पर संदेश की पुष्टि नहीं की: वह भेजे जाने की प्रतीक्षा में है और अगली बार कक्ष में आने पर चला जाएगा",
  },
};
