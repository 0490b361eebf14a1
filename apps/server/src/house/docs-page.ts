import { may } from '#access/may.ts'
import { calls, type CallName } from '#api/calls.ts'
import { rules } from '#words/rules.ts'

export const safe = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

const style = `body{font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2329;background:#fff}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #d9d9d9;padding:.5rem;text-align:left;vertical-align:top}
code{background:#f0f2f5;padding:.1em .3em;border-radius:4px}a{color:#0958d9}
@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#141414}code{background:#262626}td,th{border-color:#434343}a{color:#69b1ff}}`

const page = (title: string, body: string) =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style><main><h1>${title}</h1>${body}</main></html>`

/** The calls for people to read; machines read /openapi.json. */
export const docsPage = (): string =>
  page(
    '放心装接口 · Fangxin API',
    `<p>OpenAPI 3.0.3: <a href="/openapi.json">/openapi.json</a> · <a href="/docs/problems">规则与问题 · Rules and problems</a></p>
<p>命令 <code>POST</code>，查询 <code>GET</code>。机器用 <code>Authorization: Bearer fx_…</code>，每个命令带 <code>Idempotency-Key</code>。<br>
Commands are <code>POST</code>, reads <code>GET</code>. Machines send <code>Authorization: Bearer fx_…</code> and an <code>Idempotency-Key</code> with every command.</p>
<table><thead><tr><th scope="col">调用 · Call</th><th scope="col">含义 · Meaning</th><th scope="col">谁可以 · Who may</th></tr></thead><tbody>${calls
      .map(
        (call) =>
          `<tr><td><code>${call.kind === 'command' ? 'POST' : 'GET'} /api/${call.name}</code></td><td>${safe(call.say[0])}<br>${safe(call.say[1])}</td><td>${may[call.name as CallName].join(', ')}</td></tr>`,
      )
      .join('')}</tbody></table>`,
  )

/** Every rule a refusal can cite: the `type` of a problem document points here. */
export const problemsPage = (): string =>
  page(
    '规则与问题 · Rules and problems',
    `<table><thead><tr><th scope="col">规则 · Rule</th><th scope="col">发生了什么 · What happened</th><th scope="col">怎么办 · What to do</th></tr></thead><tbody>${Object.entries(
      rules,
    )
      .map(
        ([rule, { happened, remedy }]) =>
          `<tr id="${rule}"><th scope="row">${rule}</th><td>${safe(happened[0])}<br>${safe(happened[1])}</td><td>${safe(remedy[0])}<br>${safe(remedy[1])}</td></tr>`,
      )
      .join('')}</tbody></table>`,
  )
