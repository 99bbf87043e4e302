import type { doctor as english } from "../english/doctor.ts";
import { letMdnsIn, letPortIn } from "../firewall.ts";

interface Place {
  room: string;
  place: string;
}

const nameAndPlace = ({ room, place }: Place) =>
  place.includes(room) ? place : `${room} (${place})`;

function roughly(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 120) return `${minutes} मिनट`;
  return minutes < 2_880 ? `${Math.round(minutes / 60)} घंटे` : `${Math.round(minutes / 1_440)} दिन`;
}

const megabytes = (bytes: number) => `${Math.floor(bytes / 1e6)} MB`;

const findings: (typeof english)["findings"] = {
  "network-ok": ({ places }) => ({
    cause: `यह कंप्यूटर नेटवर्क से जुड़ा है, पता: ${places.join(", ")}`,
    remedy: "",
  }),
  "interface-missing": ({ name, present }) => ({
    cause: `अभी ${name} नाम का कोई नेटवर्क इंटरफ़ेस नहीं है, और किसी दूसरे के उपयोग की अनुमति नहीं है (मौजूद: ${present.join(", ") || "कोई नहीं"})`,
    remedy: "CLASSCHAT_INTERFACE ठीक कीजिए या हटा दीजिए",
  }),
  "no-network": () => ({
    cause: "यह कंप्यूटर किसी नेटवर्क से जुड़ा नहीं है, इसलिए अपने कक्षों के सिवा किसी कक्ष तक नहीं पहुँचता",
    remedy: "इसे कक्षा के Wi-Fi या केबल से जोड़िए",
  }),
  "self-assigned": ({ address }) => ({
    cause: `नेटवर्क ने इस कंप्यूटर को कोई पता नहीं दिया (इसके पास केवल ${address} है, जो इसने स्वयं चुना है)`,
    remedy: "नेटवर्क से हटकर फिर जुड़िए, या नेटवर्क संभालने वाले से DHCP के बारे में पूछिए",
  }),

  vpn: ({ name }) => ({
    cause: `कक्षा के नेटवर्क के लिए भेजी जाने वाली चीज़ें एक VPN (${name}) में चली जाती हैं`,
    remedy: "VPN बंद कीजिए, या उसकी सेटिंग में स्थानीय नेटवर्क की अनुमति दीजिए",
  }),

  "multicast-ok": () => ({ cause: "multicast काम करता है: घोषणाएँ सुनाई देती हैं", remedy: "" }),
  "multicast-silent": ({ failure }) => ({
    cause: `यह कंप्यूटर अपना ही multicast नहीं सुनता${failure === undefined ? "" : ` (${failure})`}: इसका फ़ायरवॉल, या कोई दूसरा प्रोग्राम, UDP 5353 को classchat तक नहीं आने देता`,
    remedy: "UDP 5353 को आने दीजिए, या पते से जुड़िए",
  }),
  "multicast-blocked": (about) => ({
    cause: `${nameAndPlace(about)} उत्तर देता है, पर यहाँ उसकी घोषणा नहीं पहुँचती: नेटवर्क multicast रोकता है`,
    remedy: `एक बार पते से जुड़िए: classchat join ${about.place}`,
  }),
  "announcement-missing": (about) => ({
    cause: `${nameAndPlace(about)} उत्तर देता है, पर यहाँ उसकी घोषणा नहीं पहुँचती, यद्यपि दूसरों की पहुँचती है: होस्ट का फ़ायरवॉल mDNS रोकता है`,
    remedy: "होस्ट पर उसके सिस्टम के आदेश से UDP 5353 को आने दीजिए, या पते से जुड़िए",
  }),
  "nobody-heard": () => ({
    cause:
      "न कोई कक्ष उत्तर देता है, न कोई और सुनाई देता है: यहाँ कोई होस्ट नहीं चल रहा, या नेटवर्क multicast रोकता है या कंप्यूटरों को एक-दूसरे से अलग रखता है",
    remedy: "शिक्षक से होस्ट का पता पूछिए और classchat doctor ADDRESS चलाइए, उससे सही कारण पता चल जाएगा",
  }),

  "room-ok": (about) => ({ cause: `${nameAndPlace(about)} उत्तर देता है`, remedy: "" }),
  "own-room-ok": ({ room, port }) => ({
    cause: `${room} इसी कंप्यूटर पर, पोर्ट ${port} पर चल रहा है`,
    remedy: "यदि दूसरे नहीं जुड़ पाते, तो इसके फ़ायरवॉल को यह पोर्ट आने देना होगा",
  }),
  "no-room": () => ({
    cause: "कोई कक्ष उत्तर नहीं देता, यद्यपि इस नेटवर्क पर दूसरे सुनाई देते हैं",
    remedy:
      "शिक्षक से पूछिए कि क्या होस्ट चल रहा है, और इसी नेटवर्क पर; यदि हाँ, तो classchat doctor ADDRESS चलाइए",
  }),
  "not-found": ({ room, found }) => ({
    cause: `${room} नाम का कोई कक्ष यहाँ न याद है, न मिला (मिले: ${found.join(", ") || "कोई नहीं"})`,
    remedy: "नाम जाँचिए, या शिक्षक से पता पूछिए और classchat doctor ADDRESS चलाइए",
  }),
  "nothing-listens": (about) => ({
    cause: `${nameAndPlace(about)} पर कोई नहीं सुनता: होस्ट नहीं चल रहा, या उसका पोर्ट दूसरा है`,
    remedy: "शिक्षक से होस्ट चलाने को कहिए, या उनकी स्क्रीन पर दिखने वाला पोर्ट पूछिए",
  }),
  "own-room-closed": (about) => ({
    cause: `${nameAndPlace(about)} खुला नहीं है: इस कंप्यूटर पर वहाँ कोई होस्ट नहीं सुन रहा`,
    remedy: "उसे इससे चलाइए: classchat host",
  }),
  firewall: (about) => ({
    cause: `${nameAndPlace(about)} पर एक कंप्यूटर है, पर कोई फ़ायरवॉल, संभवतः होस्ट का ही, आने वाली चीज़ें रोक देता है`,
    remedy: `होस्ट पर उसके सिस्टम के आदेश से TCP पोर्ट ${about.port} को आने दीजिए`,
  }),
  "own-firewall": (about) => ({
    cause: `यह कंप्यूटर classchat को ${nameAndPlace(about)} से जुड़ने नहीं देता: इसका अपना फ़ायरवॉल रोकता है`,
    remedy: "उसकी सेटिंग में node को बाहर जुड़ने की अनुमति दीजिए",
  }),
  isolation: (about) => ({
    cause: `${nameAndPlace(about)} तक नहीं पहुँचा जा सकता, यद्यपि नेटवर्क काम करता है: वह कंप्यूटरों को एक-दूसरे से अलग रखता है (client isolation)`,
    remedy: "इसे access point में बंद करवाइए, या दूसरा नेटवर्क लीजिए: फ़ोन का हॉटस्पॉट या केबल",
  }),
  "host-absent": (about) => ({
    cause: `${nameAndPlace(about)} पर कोई कंप्यूटर उत्तर नहीं देता: वह बंद है या सो रहा है, या अब उसका पता दूसरा है`,
    remedy: "शिक्षक की स्क्रीन पर पता देखिए, और उस कंप्यूटर को जगाइए",
  }),
  "other-network": (about) => ({
    cause: `${nameAndPlace(about)} इस कंप्यूटर के नेटवर्क (${about.networks.join(", ")}) पर नहीं है और वहाँ से उत्तर नहीं देता`,
    remedy: "उसी नेटवर्क से जुड़िए जिस पर शिक्षक का कंप्यूटर है",
  }),
  "host-silent": (about) => ({
    cause: `${nameAndPlace(about)} जुड़ने देता है, पर कुछ कहता नहीं: होस्ट अटक गया है, या नेटवर्क बहुत धीमा है`,
    remedy: "फिर कोशिश कीजिए; ऐसा ही रहे, तो शिक्षक से होस्ट बंद करके फिर चलाने को कहिए",
  }),
  "not-a-room": (about) => ({
    cause: `${about.place} पर इस कक्ष के सिवा कुछ और उत्तर देता है`,
    remedy: "शिक्षक की स्क्रीन पर पता और पोर्ट देखिए",
  }),

  "version-older": (about) => ({
    cause: `${nameAndPlace(about)} के होस्ट पर classchat का पुराना संस्करण है (${about.version})`,
    remedy: "होस्ट पर classchat अपडेट कीजिए",
  }),
  "version-newer": (about) => ({
    cause: `${nameAndPlace(about)} के होस्ट पर classchat का नया संस्करण है (${about.version})`,
    remedy: "इस कंप्यूटर पर classchat अपडेट कीजिए",
  }),
  "version-other": (about) => ({
    cause: `${nameAndPlace(about)} के होस्ट पर classchat का दूसरा संस्करण है`,
    remedy: "दोनों में से पुराना classchat अपडेट कीजिए, क्योंकि दोनों का संस्करण एक होना चाहिए",
  }),

  "key-changed": (about) => ({
    cause: `${nameAndPlace(about)} की कुंजी वह नहीं है जो उसके लिए याद है: यह कोई दूसरा कंप्यूटर है, या होस्ट की कुंजी खो गई है`,
    remedy: "शिक्षक से पूछिए; यदि कुंजी सचमुच खो गई हो, तभी चलाइए: classchat forget ROOM",
  }),

  "clock-off": (about) => ({
    cause: `इस कंप्यूटर की घड़ी ${nameAndPlace(about)} की घड़ी से ${roughly(about.aheadMs)} ${about.aheadMs > 0 ? "पीछे" : "आगे"} है, इसलिए संदेशों का समय गलत दिखता है`,
    remedy: "जो घड़ी गलत हो उसे ठीक कीजिए, अच्छा हो कि वह अपने आप मिलती रहे",
  }),

  "disk-ok": ({ folder }) => ({ cause: `${folder} में लिखा जा सकता है`, remedy: "" }),
  "disk-full": ({ folder }) => ({
    cause: `${folder} की डिस्क भर गई है`,
    remedy: "जिसकी ज़रूरत नहीं उसे मिटाइए, या --data से दूसरा फ़ोल्डर दीजिए",
  }),
  "disk-low": ({ folder, freeBytes }) => ({
    cause: `${folder} की डिस्क लगभग भर गई है (${megabytes(freeBytes)} खाली), इसलिए होस्ट फ़ाइलें नहीं लेता`,
    remedy: "जिसकी ज़रूरत नहीं उसे मिटाइए, या --data से दूसरा फ़ोल्डर दीजिए",
  }),
  "disk-unwritable": ({ folder, failure }) => ({
    cause: `${folder} में लिखा नहीं जा सकता (${failure})`,
    remedy: "उसे अपने लिए लिखने योग्य बनाइए, या --data से दूसरा फ़ोल्डर दीजिए",
  }),

  "mail-ok": ({ server }) => ({ cause: `${server} का मेल सर्वर हमें स्वीकार करता है`, remedy: "" }),
  "mail-settings": ({ reason }) => ({
    cause: `config.json में मेल की सेटिंग ठीक नहीं हैं: ${reason}`,
    remedy: "उन्हें ठीक कीजिए और इससे जाँचिए: classchat host --test-mail",
  }),
  "mail-unreachable": ({ server, answer }) => ({
    cause: `${server} पर किसी मेल सर्वर तक नहीं पहुँचा जा सकता (${answer})`,
    remedy: "config.json में smtp, और नेटवर्क जाँचिए",
  }),
  "mail-silent": ({ server }) => ({
    cause: `${server} का मेल सर्वर समय पर उत्तर नहीं देता`,
    remedy: "उसका पोर्ट (smtp: के लिए 587, smtps: के लिए 465) और फ़ायरवॉल जाँचिए",
  }),
  "mail-no-encryption": ({ server }) => ({
    cause: `${server} का मेल सर्वर कूटलेखन नहीं देता, या रास्ते में किसी ने यह सुविधा हटा दी है`,
    remedy: "smtps: आज़माइए, या यदि आप सचमुच इसके बिना भेजना चाहते हैं तो smtp+insecure:",
  }),
  "mail-certificate": ({ server, answer }) => ({
    cause: `${server} के मेल सर्वर के प्रमाणपत्र पर भरोसा नहीं किया जा सकता (${answer})`,
    remedy: "smtp में नाम जाँचिए; स्कूल का अपना प्रमाणपत्र smtp-ca में दिया जाता है",
  }),
  "mail-sign-in": ({ server, answer }) => ({
    cause: `${server} का मेल सर्वर उपयोगकर्ता नाम या पासवर्ड नहीं मानता (${answer})`,
    remedy: "इन्हें जाँचिए; Gmail और Microsoft को ऐप पासवर्ड चाहिए",
  }),
  "mail-rejected": ({ server, answer }) => ({
    cause: `${server} का मेल सर्वर मेल नहीं लेता (${answer})`,
    remedy: "config.json में mail-from जाँचिए",
  }),
};

export const doctor: typeof english = {
  findings,
  status: { ok: "ठीक", warning: "चेतावनी", problem: "समस्या" },
  line: (cause, remedy) => (remedy === "" ? `${cause}।` : `${cause}। क्या करें: ${remedy}।`),
  systems: {
    windows: "Windows, व्यवस्थापक के रूप में",
    macos: "macOS",
    ufw: "Linux, ufw के साथ",
    firewalld: "Linux, firewalld के साथ",
  },
  firewall: { letPortIn, letMdnsIn },
  nothingWrong: "कोई गड़बड़ी नहीं मिली",
  looking: "कुछ सेकंड तक जाँच हो रही है …",
};
