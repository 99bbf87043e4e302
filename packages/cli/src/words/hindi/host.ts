import type { host as english } from "../english/host.ts";

const settings: (typeof english)["settings"] = {
  title: "के साथ अधिक से अधिक 80 अक्षर आते हैं",
  port: "के साथ 0 से 65535 तक की पूरी संख्या आती है",
  interface: "के साथ किसी नेटवर्क इंटरफ़ेस का नाम आता है",
  closed: "के साथ true या false आता है",
  files: "के साथ text या any आता है",
  "max-file": "के साथ 5MB, 200KB या 1GiB जैसा आकार आता है",
  "max-members": "के साथ 1 से 10000 तक की पूर्ण संख्या आती है",
  "per-address": "के साथ 1 से 20000 तक की पूर्ण संख्या आती है",
  "metrics-port": "के साथ 0 से 65535 तक की पूरी संख्या आती है",
  "mail-domain": "के साथ school.edu जैसा डोमेन आता है",
  smtp: "के साथ smtp://USER@mail.school.edu:587 जैसा मेल सर्वर आता है",
  "mail-from": "के साथ chat@school.edu जैसा पता आता है",
  "smtp-ca": "के साथ प्रमाणपत्र वाली फ़ाइल का नाम आता है",
};

const refusals: (typeof english)["refusals"] = {
  "port-unusable": ({ port }) => `पोर्ट ${port} का उपयोग नहीं हो सकता: --port से कोई दूसरा चुनिए।`,
  "metrics-port-unusable": ({ port }) =>
    `मापकों के लिए पोर्ट ${port} का उपयोग नहीं हो सकता: --metrics-port से कोई दूसरा चुनिए, या किसी भी खाली पोर्ट के लिए 0 दीजिए।`,
  "settings-unusable": ({ file, fault }) => {
    switch (fault.type) {
      case "not-json":
        return `${file} का उपयोग नहीं हो सकता (वह JSON नहीं है): उसे सुधारिए या हटाइए।`;
      case "no-settings":
        return `${file} का उपयोग नहीं हो सकता (उसमें { } के भीतर कोई सेटिंग नहीं है): उसे सुधारिए या हटाइए।`;
      case "unknown":
        return `${file} का उपयोग नहीं हो सकता ("${fault.name}" नाम की कोई सेटिंग नहीं है): उसे सुधारिए या हटाइए।`;
      case "unusable":
        return `${file} का उपयोग नहीं हो सकता (${fault.setting} ${settings[fault.setting]}): उसे सुधारिए या हटाइए।`;
    }
  },

  "mail-incomplete": () =>
    "मेल के लिए --mail-domain, --smtp और --mail-from तीनों चाहिए, या इनमें से कोई भी नहीं।",
  "mail-missing": () => "मेल की कोई सेटिंग नहीं है: --mail-domain, --smtp, --mail-from दीजिए।",
  "mail-address": () => "--test-mail को एक पता चाहिए, जैसे you@school.edu।",
  "smtp-unusable": () => "--smtp में किसी मेल सर्वर का नाम नहीं है।",
  "smtp-password-missing": ({ user }) =>
    `--smtp में उपयोगकर्ता है पर पासवर्ड नहीं: उसे CLASSCHAT_SMTP_PASSWORD में रखिए (या URL में ${user}: के बाद)।`,

  "data-in-use": ({ folder }) =>
    `कोई दूसरा होस्ट ${folder} का पहले से उपयोग कर रहा है: पहले उसे रोकिए, या --data से कोई दूसरा फ़ोल्डर दीजिए।`,
  "data-unwritable": ({ folder, cause }) =>
    `${folder} में लिखा नहीं जा सकता (${cause}): उसमें लिखने की अनुमति दीजिए, या --data से कोई दूसरा फ़ोल्डर दीजिए।`,
  "data-damaged": ({ file }) =>
    `${file} खराब हो गई है, इसलिए कुछ नहीं बदला गया: कोई बैकअप वापस लाइए, या फ़ाइल को हाथ से ठीक कीजिए।`,
  "key-damaged": ({ file }) =>
    `होस्ट की कुंजी ${file} पढ़ी नहीं जा सकती या खराब है। फ़ाइल को बैकअप से वापस रखिए; केवल यदि वह खो गई है, तो उसे हटाकर कहीं और रखिए, और तब विद्यार्थियों को यह चलाना होगा: classchat forget ROOM`,

  "nothing-to-back-up": ({ folder }) =>
    `किसी होस्ट ने ${folder} में कुछ नहीं रखा है: नकल करने को कुछ नहीं है।`,
  "backup-inside": ({ folder }) => `बैकअप ${folder} के भीतर नहीं रखा जा सकता।`,
  "backup-not-empty": ({ folder }) => `${folder} खाली नहीं है: बैकअप के लिए नया फ़ोल्डर दीजिए।`,
  "not-a-backup": ({ folder, label }) =>
    `${folder} classchat का पूरा बैकअप नहीं है: उसमें सही ${label} नहीं है।`,
  "host-exists": ({ folder }) =>
    `${folder} पहले से है: उसे कहीं और रखिए, या --data से किसी दूसरे फ़ोल्डर में वापस लाइए।`,
};

const mailTrouble: (typeof english)["mailTrouble"] = {
  unreachable: (server, answer) =>
    `${server} पर किसी मेल सर्वर तक नहीं पहुँचा जा सकता (${answer}): --smtp और नेटवर्क जाँचिए`,
  silent: (server) =>
    `${server} का मेल सर्वर समय पर उत्तर नहीं देता: उसका पोर्ट (smtp: के लिए 587, smtps: के लिए 465) और फ़ायरवॉल जाँचिए`,
  "no-encryption": (server) =>
    `${server} का मेल सर्वर कूटलेखन नहीं देता, या रास्ते में किसी ने यह सुविधा हटा दी है, इसलिए कुछ नहीं भेजा गया: smtps: आज़माइए, या यदि आप सचमुच इसके बिना भेजना चाहते हैं तो smtp+insecure:`,
  certificate: (server, answer) =>
    `${server} के मेल सर्वर के प्रमाणपत्र पर भरोसा नहीं किया जा सकता (${answer}): --smtp में नाम जाँचिए; स्कूल का अपना प्रमाणपत्र smtp-ca या NODE_EXTRA_CA_CERTS में दिया जाता है`,
  "sign-in": (server, answer) =>
    `${server} का मेल सर्वर उपयोगकर्ता नाम या पासवर्ड नहीं मानता (${answer}): दोनों को --smtp और CLASSCHAT_SMTP_PASSWORD में जाँचिए; Gmail और Microsoft को ऐप पासवर्ड चाहिए, जो खाते की सेटिंग में बनता है`,
  rejected: (server, answer) =>
    `${server} का मेल सर्वर यह मेल नहीं लेता (${answer}): --mail-from और पता जाँचिए`,
};

const mails: (typeof english)["mails"] = {
  reset: ({ room, code, command, minutes }) => ({
    subject: `${room} के लिए कोड`,
    text: `किसी ने, आशा है कि आपने ही, कक्षा की चैट "${room}" में नया पासवर्ड माँगा है।

कोड यह है: ${code}

यह ${minutes} मिनट तक और एक नए पासवर्ड के लिए मान्य है। इसे वहीं लिखिए जहाँ आपने माँगा था, या यह चलाइए:

  ${command}

यदि वह आप नहीं थे, तो कुछ मत कीजिए: आपका पासवर्ड वैसा ही रहेगा। यह कोड किसी को मत दीजिए; कोई शिक्षक इसे
कभी नहीं माँगेंगे।
`,
  }),
  test: {
    subject: "classchat मेल भेज सकता है",
    text: "यह एक जाँच है। जो कोई अपने classchat खाते का पासवर्ड भूल जाए, उसे ऐसी ही मेल से कोड मिलता है।\n",
  },
};

const report: (typeof english)["report"] = {
  open: (room, places, code) => `${room} ${places.join(", ")} पर खुला है। कक्ष का कोड: ${code}`,
  openAtPort: (room, port, code) => `${room} पोर्ट ${port} पर खुला है। कक्ष का कोड: ${code}`,
  mentorCode: (command) => `अभी तक कोई शिक्षक नहीं है। शिक्षक बनने के लिए, एक बार: ${command}`,
  resetCode: ({ user, minutes, command }) =>
    `${user} के लिए नया पासवर्ड, एक बार और ${minutes} मिनट के भीतर: ${command}`,
  renamed: (room, name) =>
    `${room} को ${name} के नाम से बताया जा रहा है: इस नेटवर्क पर किसी दूसरे कक्ष का यही नाम है।`,
  addresses: (room, addresses) => `${room} अब ${addresses.join(", ")} पर है।`,
  noAddress: (room) => `${room} का ऐसा कोई पता नहीं है जिस तक दूसरे पहुँच सकें।`,
  mailFailed: (reason) => `एक मेल नहीं जा सकी: ${reason}`,
  watching: (port) => `इस कंप्यूटर के प्रोग्रामों को मापक यहाँ मिलेंगे: http://127.0.0.1:${port}/metrics`,
  resetRequest: (user) => `${user} नया पासवर्ड माँग रहे हैं; उसके लिए कोई शिक्षक कोड देते हैं।`,
  disk: {
    enough: "डिस्क पर फिर से काफ़ी जगह है।",
    low: "डिस्क लगभग भर गई है: अब और फ़ाइलें नहीं ली जाएँगी।",
    full: "डिस्क भर गई है: अब और संदेश नहीं लिए जाएँगे।",
  },
  error: (count, log) =>
    `होस्ट में ${count === 1 ? "एक अप्रत्याशित त्रुटि" : `अब तक ${count} अप्रत्याशित त्रुटियाँ`} हुई, काम फिर भी जारी है: ${log} देखिए`,
  closing: "कक्ष बंद हो गए हैं।",
};

const screen: (typeof english)["screen"] = {
  resetCode: ({ user, email, resetCode, minutes }) =>
    `${user} (ईमेल नाम ${email}) के लिए नए पासवर्ड का कोड: ${resetCode}, एक बार, ${minutes} मिनट के भीतर, "पासवर्ड भूल गए" में।`,
  renamed: (name) => `${name} के नाम से बताया जा रहा है: इस नेटवर्क पर किसी दूसरे कक्ष का यही नाम है`,
  unreachable: "ऐसा कोई पता नहीं है जिस तक दूसरे पहुँच सकें",
  mailFailed: (reason) => `एक मेल नहीं जा सकी: ${reason}`,
  error: (count, log) =>
    `${count === 1 ? "1 अप्रत्याशित त्रुटि" : `${count} अप्रत्याशित त्रुटियाँ`}: ${log} देखिए`,
};

export const host: typeof english = {
  settings,
  refusals,
  mailTrouble,
  mails,
  report,
  screen,
  damage: ({ room, lost, file }) =>
    `डिस्क पर ${room} का इतिहास खराब हो गया था, और उसे ठीक किया गया: ${lost === 0 ? "कोई संदेश नहीं खोया" : `${lost} संदेश अब पढ़े नहीं जा सकते`}। खराब फ़ाइल यहाँ रखी है: ${file}`,
  mailSent: (to) => `मेल काम करती है: एक जाँच मेल ${to} के लिए रवाना हो चुकी है`,
  mdnsFails: (failure) =>
    `mDNS काम नहीं करता (${failure}): हो सकता है कि विद्यार्थियों को कक्ष के पते से जुड़ना पड़े।`,
  noAddress:
    "इस कंप्यूटर का ऐसा कोई पता नहीं है जिस तक दूसरे पहुँच सकें: इसे कक्षा के नेटवर्क से जोड़ें, या config.json में interface जाँचें",
  wrongSetting: (setting) => `--${setting} ${settings[setting]}: classchat host --help चलाइए`,
  sameNames: "दो कक्षों का एक ही नाम है: हर एक को अपना नाम दीजिए",
  wrongName: (name) =>
    `${name} किसी कक्ष का नाम नहीं हो सकता: अधिक से अधिक 32 अक्षर, अंक, खाली जगह, - और _ का उपयोग कीजिए`,
};
