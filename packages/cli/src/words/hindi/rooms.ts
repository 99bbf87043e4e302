import type { rooms as english } from "../english/rooms.ts";

export const rooms: typeof english = {
  lookingFor: (room) => `${room} को खोजा जा रहा है …`,
  described: ({ name, mentor, address, code }) =>
    `${name} (${mentor === null ? "अभी कोई शिक्षक नहीं" : `शिक्षक ${mentor}`}), ${address}, ${code}`,
  noInterface: (name, present) =>
    `इस कंप्यूटर में अभी ${name} नाम का कोई नेटवर्क इंटरफ़ेस नहीं है (मौजूद: ${present.join(", ") || "कोई नहीं"}): --interface या CLASSCHAT_INTERFACE जाँचें`,
  several: {
    whichNumber: "एक से अधिक कक्ष मिले। कौन-सी संख्या?",
    noSuchNumber: "यह संख्या सूची में नहीं है: फिर कोशिश करें",
    giveAddress: (rooms) => `एक से अधिक कक्ष मिले: इनमें से किसी एक का पता दें: ${rooms.join("; ")}`,
    joinByAddress: (rooms) => `इस नाम के एक से अधिक कक्ष हैं: पता देकर जुड़ें। ${rooms.join("; ")}`,
  },

  pinned: (room) =>
    `यह कंप्यूटर ${room} में पहली बार जुड़ रहा है: उसके होस्ट की कुंजी बिना जाँच के याद रखी गई है; --code WORDS से जाँच होती है`,
  codeOf: (room) => `${room} का कक्ष कोड, जैसा शिक्षक दिखाएँ (Enter से छोड़ें):`,
  codeFits: "कोड सही है: यह शिक्षक का ही होस्ट है।",
  orAnotherRoom: (changed) =>
    `${changed}। यदि आप इसी नाम के किसी दूसरे कक्ष की बात कर रहे हैं, तो उसका पता, उसकी आईडी या --code दें`,

  userName: "उपयोगकर्ता नाम:",
  password: "पासवर्ड:",
  passwordAgain: "वही पासवर्ड फिर से:",
  noPassword: "पासवर्ड नहीं दिया गया: --password-stdin या CLASSCHAT_PASSWORD का उपयोग करें",
  passwordsDiffer: "दोनों पासवर्ड अलग हैं: फिर कोशिश करें",
  noAnswer: "कुछ नहीं किया गया: कोई उत्तर नहीं मिला",
  nobodySignedIn: (room) => `यहाँ ${room} में कोई साइन इन नहीं है: --as USER से बताएँ कि आप कौन हैं`,
  severalSignedIn: (users) =>
    `यहाँ कई लोग साइन इन हैं (${users.join(", ")}): --as USER से बताएँ कि आप कौन हैं`,
  waiting: (before) => `अभी बहुत लोग साइन इन कर रहे हैं: आपसे पहले ${before}`,
  signedOut: "आप साइन आउट हो गए हैं।",

  resetCode: {
    by: {
      mail: "यदि ऐसा खाता है, तो अभी उसके मेलबॉक्स में कोड भेजा जा रहा है; एक-दो मिनट में न आए, तो किसी शिक्षक से कोड माँगें (/reset-code)",
      mentor:
        "यहाँ कोड शिक्षक देते हैं: उन्हें दिख रहा है कि आप कोड की प्रतीक्षा में हैं, उनमें से किसी से माँगें (/reset-code)",
      earlier: "जो कोड आपको पहले मिल चुका है, वह भी यहाँ दिया जा सकता है",
    },
    ask: "कोड:",
    none: "कोड नहीं दिया गया: कुछ नहीं बदला; कोड --reset-code से भी दिया जा सकता है",
  },
};
