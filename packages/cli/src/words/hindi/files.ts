import type { files as english } from "../english/files.ts";

export const files: typeof english = {
  none: "कोई फ़ाइल नहीं है।",
  byNumber: "/get और फ़ाइल की संख्या से उसे डाउनलोड करें।",
  newest: (files) => `/get और फ़ाइल की संख्या से उसे डाउनलोड करें: ${files.join(" · ")}`,
  several: (files) => `एक से अधिक फ़ाइलें मिलीं: किसी एक की संख्या दें: ${files.join("; ")}`,

  handingIn: (name) => `${name} जमा की जा रही है।`,
  fetching: (name, size) => `${name}, ${size}, डाउनलोड की जा रही है।`,
  handedIn: (name) => `${name} जमा हो गई`,
  saved: (path) => `सहेजी गई: ${path}`,
  notHandedIn: (name, reason) => `${name} जमा नहीं हुई: ${reason}`,
  notFetched: (name, reason) => `${name} डाउनलोड नहीं हुई: ${reason}`,
  givenUp: (name) => `${name} रद्द की गई`,

  givesUp: (name) => `${name} रद्द की जा रही है।`,
  whichOne: (names) => `कौन-सी? ${names.join(", ")}`,
  noneOnItsWay: "अभी कोई फ़ाइल रास्ते में नहीं है।",
  othersOnTheirWay: (names) => `इस नाम की कोई फ़ाइल रास्ते में नहीं है: ये हैं: ${names.join(", ")}।`,
  onItsWay: "यह फ़ाइल पहले से कक्ष के रास्ते में है।",
  stopped: "रोका गया: यही कमांड फिर देने पर काम वहीं से आगे बढ़ेगा जहाँ रुका था।",
  commandStopped: "रोका गया: यही कमांड फिर देने पर काम वहीं से आगे बढ़ेगा जहाँ रुका था",

  part: ({ name, percent, size }) => `${name}: ${size} का ${percent} %`,
  waiting: ({ name, percent, size }) => `${name}: ${size} का ${percent} %, प्रतीक्षा में`,
  moving: ({ name, percent, size, perSecond, left }) =>
    `${name}: ${size} का ${percent} %, ${perSecond}/s, ${left} शेष`,

  tooLarge: (most) => `यह कक्ष अधिकतम ${most} की फ़ाइलें लेता है: फ़ाइल छोटी करें, या शिक्षक से पूछें।`,
  notFile: (path) => `${path} फ़ाइल नहीं है: केवल फ़ाइलें भेजी जा सकती हैं।`,
  inTheWay: (path) => `${path} रास्ते में है: उसे हटाएँ, या दूसरे फ़ोल्डर का नाम दें।`,
  namesTaken: (path) => `${path} और उसके दूसरे नाम पहले से हैं: कुछ फ़ाइलें हटाएँ।`,
  partRemoved: "इसका जितना हिस्सा आ चुका था, वह इस बीच हटा दिया गया: इसे फिर से डाउनलोड करें।",
  forbidden: (path) => `आपको ${path} पढ़ने की अनुमति नहीं है: उसके स्वामी से कहें, या उसकी प्रति भेजें।`,
  missing: (path) => `${path} नाम की कोई फ़ाइल नहीं है: नाम जाँचें।`,
  isFolder: (path) => `${path} फ़ोल्डर है: उसकी फ़ाइलें भेजें, या उन्हें एक फ़ाइल में समेटें।`,
  diskFull: "इस कंप्यूटर की डिस्क भर गई है: जगह खाली करें, फिर दोबारा डाउनलोड करें।",
  readOnly: (path) => `${path} में कुछ लिखा नहीं जा सकता: दूसरे फ़ोल्डर का नाम दें।`,
  notFolder: (path) => `${path} फ़ोल्डर नहीं है: किसी दूसरे का नाम दें।`,
  unusable: (path, code) => `${path} का उपयोग नहीं हो सकता (${code})।`,

  pastedKept: (path) =>
    `चिपकाया गया पाठ नहीं भेजा गया। वह सँभालकर रखा है: /retry या /discard (${path})`,
  pastedLeft: (count) =>
    count === 1
      ? "आपका चिपकाया गया 1 पाठ नहीं भेजा गया था: /retry उसे फ़ाइल के रूप में भेजता है, /discard उसे हटा देता है।"
      : `आपके चिपकाए गए ${count} पाठ नहीं भेजे गए थे: /retry उन्हें फ़ाइलों के रूप में भेजता है, /discard उन्हें हटा देता है।`,
  inDataDirectory: (folder) =>
    `सहेजी गई चीज़ें डेटा फ़ोल्डर (${folder}) में चली जातीं: CLASSCHAT_DOWNLOADS में दूसरे फ़ोल्डर का नाम दें`,
  damaged: (keptAs) => `एक फ़ाइल पढ़ी नहीं जा सकी: इस नाम से रखी गई है: ${keptAs}`,
  damagedDraft: (keptAs) => `एक अनभेजा संदेश पढ़ा नहीं जा सका: इस नाम से रखा गया है: ${keptAs}`,
  damagedUploads: (keptAs) =>
    `जमा की जा रही फ़ाइलों की सूची पढ़ी नहीं जा सकी: इस नाम से रखी गई है: ${keptAs}`,
  fieldNotKept: (reason) => `आप जो लिख रहे हैं, वह दोबारा शुरू करने पर नहीं रहेगा: ${reason}`,
};
