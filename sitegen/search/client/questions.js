// Queries that are put as questions, as people ask them at a counter: 身份证丢了怎么补办.

import { terms } from "./grams.js";

const DOING =
  /办理|补办|换领|申领|领取|申请|申报|查询|缴纳|缴费|变更|注销|登记|预约|转移|报销|审批|下载/gu;
const ASKING = new RegExp(
  "请问|请教|咨询一下|怎么办|怎么样|怎么|怎样|如何|到哪里|在哪里|去哪里|哪里|有哪些|到哪儿|在哪儿|去哪儿|哪儿|" +
    "到哪|在哪|去哪|哪些|哪个|什么时候|什么时间|什么地方|什么|多少钱|多少|多久|多长时间|几天|几年|几岁|" +
    "能不能|可不可以|是不是|有没有|要不要|能否|可否|是否|为什么|为何|我想要|我想|我要|想要|需要|可以|丢了|" +
    "关于|[吗呢吧啊的了是]",
  "gu",
);
const QUOTED = /["“”„«»]/u;

/**
 * The terms of a query without the words that only make it a question; what is to be done, and to
 * what, are terms of their own. A query of nothing else stays as it is, and so does a quoted one.
 */
export function keyTerms(query) {
  const plain = terms(query);
  if (QUOTED.test(query)) return plain;
  const found = terms(query.replace(DOING, " $& ").replace(ASKING, " "));
  const said = found.filter((term) => !term.single);
  return said.length > 0 ? said : plain;
}
