// Sentences for the codes of templates of documents.
export const paperCodes = {
  "template.none": ["没有此模板", "No such template"],
  "template.broken": ["{{file}} 第 {{line}} 行有误，未保存：{{reason}}", "Line {{line}} of {{file}} is faulty; nothing was saved: {{reason}}"],
  "template.faulty": ["{{file}} 有误，未保存：{{reason}}", "{{file}} is faulty; nothing was saved: {{reason}}"],
  "template.lacks": ["套用后的文书（{{kind}}）缺少 {{what}}，无法核验，未保存", "A document ({{kind}}) would lack {{what}} and could not be checked; nothing was saved"],
  "template.changed": ["模板已被他人修改，请刷新后重试；您的文本仍在", "The template was changed meanwhile; refresh and try again. Your text is still here"],
  "template.not-saved": ["平台没有保存过此模板，无须恢复", "Nothing is saved for this template; there is nothing to go back from"],
  "template.needed": ["{{file}} 依赖此模板，请先恢复 {{file}}", "{{file}} needs this template; go back with {{file}} first"],
} as const satisfies Record<string, readonly [string, string]>;
