import type { forms as english } from "../english/forms.ts";

export const forms: typeof english = {
  titles: {
    code: "शिक्षक की स्क्रीन के चार शब्द (केवल Enter दबाने से यह छूट जाता है)",
    signIn: "साइन इन करें",
    register: "खाता बनाएँ",
    requestReset: "पासवर्ड भूल गए? एक बार चलने वाले कोड से आप नया पासवर्ड रख सकते हैं।",
    reset: "नया पासवर्ड रखें",
    firstRun: "स्वागत है। शिक्षक का, यानी अपना खाता बनाएँ:",
  },
  fields: {
    roomCode: "कक्ष कोड",
    login: "उपयोगकर्ता या ईमेल नाम",
    user: "उपयोगकर्ता नाम",
    email: "ईमेल नाम (@ से पहले का)",
    password: "पासवर्ड",
    passwordAgain: "पासवर्ड फिर से",
    newPassword: "नया पासवर्ड",
    newPasswordAgain: "नया पासवर्ड फिर से",
    remember: "इस कंप्यूटर पर साइन इन रहें",
    mentorCode: "शिक्षक कोड, यदि आपके पास है",
    resetCode: "कोड",
  },
  links: {
    forgot: "पासवर्ड भूल गए?",
    register: "खाता नहीं है? बनाएँ",
    signIn: "खाता है? साइन इन करें",
    haveCode: "कोड है? उसे लिखें",
    askForCode: "कोड नहीं है? माँगें",
    backToSignIn: "साइन इन पर लौटें",
  },
  busy: "एक क्षण…",
  waiting: (before) => `साइन इन हो रहा है: आपसे पहले ${before}…`,
  needed: "पहले इसे भरें।",
  passwordsDiffer: "दोनों पासवर्ड अलग हैं।",
  wait: (time) => `(${time} बाद)`,
  codeByMail: (minutes) => `यदि ऐसा खाता है, तो कोड ईमेल से आ रहा है। वह ${minutes} मिनट तक मान्य है।`,
  codeByMentor: (minutes) =>
    `अपने शिक्षक से कोड माँगें: आपका अनुरोध उनकी स्क्रीन पर है। कोड ${minutes} मिनट तक मान्य है।`,
  mailFailed:
    "ईमेल नहीं जा रहा है। अपने शिक्षक से कोड माँगें: आपका अनुरोध उनकी स्क्रीन पर है। वह कोड भी यहीं लिखें।",
};
