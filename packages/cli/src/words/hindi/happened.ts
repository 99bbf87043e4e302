import type { happened as english } from "../english/happened.ts";

export const happened: typeof english = {
  restored: "होस्ट ने इस कक्ष की पुरानी प्रति वापस रखी है: यहाँ से नई शुरुआत है।",
  removedMeanwhile: "जब आप यहाँ नहीं थे, किसी शिक्षक ने इस कक्ष से संदेश हटाए।",
  cleared: (by, count) => `${by} ने ${count} संदेश हटाए।`,
  deleted: (by, seq) => `${by} ने संदेश ${seq} हटाया।`,
  kicked: "किसी शिक्षक ने आपको इस कक्ष से बाहर किया है।",
  banned: "किसी शिक्षक ने इस कक्ष में आप पर प्रतिबंध लगाया है।",
  mayWrite: "आप फिर लिख सकते हैं।",
  flooded: "आपकी ओर से एक साथ बहुत कुछ आया।",
  saved: (name, path) => `${name} सहेजी गई: ${path}`,
  youAreMentor: "आप अब शिक्षक हैं।",
  youAreNoMentor: "आप अब शिक्षक नहीं हैं।",
  isMentor: (user) => `${user} अब शिक्षक हैं।`,
  isNoMentor: (user) => `${user} अब शिक्षक नहीं हैं।`,
  youAsk: (text) => `आपने शिक्षकों से पूछा: ${text}`,
  asks: (student, text) => `${student} ने शिक्षकों से पूछा: ${text}`,
  answersYou: (from, text) => `${from} ने आपको उत्तर दिया: ${text}`,
  answers: (from, student, text) => `${from} ने ${student} को उत्तर दिया: ${text}`,
};
