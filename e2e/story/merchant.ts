import { expect } from 'vitest'
import { questions } from '#provision/training-questions.ts'
import { demoPicture } from '../../scripts/demo/journey.ts'
import type { Person } from './person.ts'

export type Shop = {
  readonly shopName: string
  readonly uscc: string
  readonly owner: string
  readonly idNo: string
  readonly phone: string
  readonly address: string
  readonly accountNo: string
}

const papers = [
  ...['营业执照', '法定代表人身份证人像面', '法定代表人身份证国徽面', '结算账户证明'],
  ...['门头照', '店内照', '收银台照', '经营场所证明'],
]

/** The phone's own key store: it knows its user by a fingerprint that is always right. */
export const plugInAuthenticator = async ({ page }: Person): Promise<void> => {
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

/** A shopkeeper with a phone. */
export const merchantWith = (me: Person, shop: Shop, inCase = '') => {
  let caseId = inCase
  const myCase = async (part = '') => {
    await me.open(`/merchant/case/${caseId}${part}`)
    if (part === '') await me.sees('办理进度')
  }
  const upload = async (paper: string) => {
    const buffer = Buffer.from(await demoPicture(paper), 'base64')
    await me.page
      .getByLabel(paper, { exact: true })
      .setInputFiles({ name: `${paper}.jpg`, mimeType: 'image/jpeg', buffer })
  }
  /** Sealed the moment the field is left: then only the mask is there. */
  const seal = async (field: string, value: string) => {
    await me.fill(field, value)
    await me.page.getByLabel(field, { exact: true }).press('Enter')
    await me.page.getByRole('button', { name: `修改${field}`, exact: true }).waitFor()
  }

  return {
    me,
    caseId: () => caseId,

    /** A telephone number and the code sent to it; the demo shows the message on the page. */
    async signIn() {
      await me.open('/')
      await me.follow('我要装终端')
      await me.fill('手机号', shop.phone)
      await me.press('获取验证码')
      const code = await me.reads(/验证码 (\d{6})/)
      await me.fill('短信验证码', code)
      await me.press('登录')
      await me.sees('还没有办理中的终端')
    },

    async openCase() {
      await me.press('开始新的申请')
      await me.page.waitForURL(/\/merchant\/case\/cas_[0-9a-f]{32}\/application$/)
      caseId = /cas_[0-9a-f]{32}/.exec(me.page.url())?.[0] ?? ''
    },

    async tellAboutShop() {
      await me.answer('商户类型', '个体工商户')
      await me.fill('店铺名称', shop.shopName)
      await me.fill('执照登记名称', shop.shopName)
      await me.fill('统一社会信用代码', shop.uscc)
      await me.select('省', '北京市')
      await me.select('市', '北京市')
      await me.select('区县', '朝阳区')
      await me.select('经营内容', '餐饮')
      await me.answer('固定经营场所', '有固定店面')
      await me.answer('结算账户类型', '个人账户')
      await me.fill('开户银行', '演示银行')
      await me.sees('已保存')
    },

    /** The last digit of the identity number is mistyped; the form says so before anybody else does. */
    async sealPersonalData() {
      await seal('法定代表人姓名', shop.owner)
      await seal('身份证号', `${shop.idNo.slice(0, -1)}${(Number(shop.idNo.at(-1)) + 1) % 10}`)
      await me.sees('身份证号码不正确。 请按证件填写 18 位号码')
      await seal('联系电话', shop.phone)
      await seal('经营地址', shop.address)
      await seal('账户户名', shop.owner)
      await seal('账号', shop.accountNo)
    },

    async correctIdNumber() {
      await me.press('修改身份证号')
      await seal('身份证号', shop.idNo)
      await me.seesNoMore('身份证号码不正确')
    },

    async uploadPapers() {
      for (const paper of papers) {
        await upload(paper)
        await me.page.getByRole('button', { name: `查看${paper}`, exact: true }).waitFor()
      }
    },

    /** Each purpose by itself; none is ticked beforehand, and the optional one stays so. */
    async consent() {
      for (const purpose of ['结算账户', '上门服务']) {
        const box = me.page.getByRole('checkbox', { name: new RegExp(`^同意：${purpose}`) })
        expect(await box.isChecked()).toBe(false)
        await box.click()
        await me.page
          .getByRole('checkbox', { name: new RegExp(`^同意：${purpose}`), checked: true })
          .waitFor()
      }
      expect(await me.page.getByRole('checkbox', { name: /^同意：消息推送/ }).isChecked()).toBe(false)
    },

    submitRefused: (rule: string) => me.refused(rule, 'applications.submit', 409, () => me.press('提交申请')),

    async submit() {
      await me.press('提交申请')
      await me.sees('收单机构正在审核您的资料')
    },

    async tellNeeds() {
      await myCase()
      await me.sees('审核通过了，说说您的需要')
      await me.follow('填写需求')
      await me.page.getByRole('switch', { name: '要打印小票', exact: true }).check()
      await me.answer('店里的网络', '无线网络 Wi-Fi')
      for (const [product, perMonth, average] of [
        ['借记卡', '150', '320'],
        ['信用卡', '300', '320'],
        ['微信、支付宝扫码', '600', '160'],
      ] as const) {
        const volume = me.page.getByRole('group', { name: product, exact: true })
        await me.fill('每月笔数', perMonth, volume)
        await me.fill('平均每笔', average, volume)
      }
      await me.press('看看建议')
      await me.sees('建议使用：智能 POS')
      await me.sees('理由')
    },

    async askProviders(...providers: string[]) {
      await me.follow('选择服务商')
      for (const provider of providers)
        await me.page.getByRole('checkbox', { name: `选择 ${provider}`, exact: true }).check()
      await me.press(`向 ${providers.length} 家询价`)
      await me.sees(`已向 ${providers.length} 家服务商询价，等待报价`)
    },

    async choose(provider: string) {
      await myCase()
      await me.sees('收到 1 份报价')
      await me.follow('比较报价')
      for (const total of ['按承诺', '按条款', '最坏']) await me.sees(total)
      await me.press(`选定 ${provider}`)
      await me.press('确认', me.dialog(`选定 ${provider}`))
      await me.sees('等待服务商约定勘查时间')
    },

    async confirmVisit() {
      await myCase()
      await me.follow('确认或改约')
      await me.press('确认这个时间')
      await me.page.getByRole('link', { name: '门口核验', exact: true }).waitFor()
    },

    /** Compares the visitor with what this phone says, then reads out the shop's own code. */
    async answerDoor(visitor: { name: string; badgeNo: string; code: string }) {
      await myCase()
      await me.follow('门口核验')
      const expected = me.region('来的人应当是')
      await me.sees(visitor.name, expected)
      await me.sees(`工牌号 ${visitor.badgeNo}`, expected)
      expect(await me.reads(/(\d{6})/, expected)).toBe(visitor.code)
      await me.press('姓名、工牌和核验码都一致')
      return me.reads(/(\d{6})/, me.region('现在把您的码念给对方'))
    },

    seesVisitorArrived: () => me.sees('核验已完成，上门人员已到店'),

    async acceptProposal() {
      await myCase()
      await me.sees('方案第 1 版等您确认')
      await me.follow('查看方案')
      await me.sees('收费条款与您选定的报价完全一致。')
      await me.press('接受这一版')
      await me.press('确认', me.dialog('接受这一版'))
      await me.sees('方案已确认，等待协议文本')
    },

    /** Every trap stands there with the words of the text. */
    async readTraps(traps: readonly (readonly [name: string, quote: string])[]) {
      await myCase()
      await me.sees(/协议等您阅读，发现 \d+ 处风险/)
      await me.follow('逐条阅读')
      const findings = me.region('风险条款')
      for (const [name, quote] of traps) {
        const finding = findings
          .getByRole('listitem')
          .filter({ has: me.page.getByRole('heading', { name: new RegExp(name) }) })
          .filter({ has: me.page.getByRole('blockquote').filter({ hasText: quote }) })
        await finding.first().waitFor()
      }
    },

    async refuseAgreement(reason: string) {
      await me.press('拒绝这份文本')
      const asked = me.dialog('拒绝这份文本')
      await me.fill('拒绝的原因（对方会看到）', reason, asked)
      await me.press('拒绝这份文本', asked)
      await me.sees('还没有协议文本')
    },

    async sign(source = '由方案自动生成') {
      await myCase()
      await me.follow('逐条阅读')
      await me.sees(source)
      await me.press('签署')
      const signing = me.dialog('签署协议')
      await plugInAuthenticator(me)
      await me.fill('给它起个名字', '演示手机', signing)
      await me.press('在本机添加通行密钥', signing)
      await me.press('用通行密钥签署（乙级）', signing)
      await me.sees('您已签署，等待收单机构签署')
    },

    async acceptTerminal(serialNo: string, sealNo: string) {
      await myCase()
      await me.follow('核对终端')
      const inHand = me.region('请和手里的机器逐项核对')
      await me.sees(serialNo, inHand)
      await me.sees(sealNo, inHand)
      await me.sees('锁定', inHand)
      const certificates = me.region('安全认证')
      await me.sees('所需证书都在有效期内', certificates)
      await me.sees('银联卡受理终端入网证书', certificates)
      await me.sees('上门人员', inHand)
      await me.press('核对一致，接受')
      await me.sees('您已接受这台终端')
    },

    async startQuiz(trainee: string) {
      await myCase('/training')
      await me.sees('课程')
      await me.fill('谁来学（姓名）', trainee)
      await me.press('开始测验')
      await me.page.getByRole('heading', { name: '测验', exact: true }).waitFor()
    },

    /** Answers every question, rightly or wrongly, and hands in. */
    async answerQuiz(rightly: boolean) {
      const asked = await me.page.getByRole('group').all()
      expect(asked).toHaveLength(10)
      for (const group of asked) {
        const words = await group.innerText()
        const question = questions.find(({ ask }) => words.includes(ask.zh))
        const choice = rightly ? question?.right : question?.wrong[0]
        await group.getByRole('radio', { name: choice?.zh ?? '', exact: true }).check()
      }
      await me.press('交卷')
      if (!rightly) return me.sees('0 分，还没有合格')
      await me.sees('合格，100 分')
    },

    retryQuiz: () => me.press('重新测验'),

    async confirmInstallation() {
      await myCase()
      await me.follow('验收')
      await me.answer('有人另外向您收钱了吗？', '否')
      await me.answer('装得满意吗？', '是')
      await me.press('提交验收')
      await me.sees('条件核对中，等待收单机构开通')
    },

    async seesLive() {
      await myCase()
      await me.sees('终端已开通，可以收款了')
    },

    /** Everybody who saw clear text stands there: by name and role, with what, why and the place in the log. */
    async seesWhoLooked(
      looks: readonly { reader: string; role: string; kind: string; fields: string; words?: string }[],
    ) {
      await myCase()
      await me.follow(/^谁看过我的资料/)
      await me.sees('现在没有人可以看明文')
      for (const { reader, role, kind, fields, words } of looks) {
        // The newest one: a technician looks once for each visit.
        const look = me.region(reader).filter({ hasText: kind }).first()
        await me.sees(role, look)
        await me.sees(`看了：${fields}`, look)
        if (words) await me.sees(words, look)
        await me.sees(/公开日志第 \d+ 条/, look)
      }
      await myCase()
    },

    async seesBreakGlass(reader: string, confirmer: string, reason: string) {
      await myCase('/looks')
      const look = me.region(reader).filter({ hasText: '两人复核' })
      await me.sees(reason, look)
      const now = me.region('现在谁可以看')
      await me.sees(`同事 ${confirmer} 复核`, now)
      await me.sees(reason, now)
    },

    async seesNobodyLooked() {
      await myCase('/looks')
      await me.sees('还没有人看过')
      await me.sees('现在没有人可以看明文')
    },

    async openTicket(subject: string) {
      await me.follow('报修或投诉')
      await me.press('报修或投诉')
      const form = me.dialog('报修或投诉')
      await me.select('什么问题', '网络故障', form)
      await me.fill('一句话说明', subject, form)
      await me.fill('详细情况', '晚高峰刷卡偶尔超时，重试可以成功。（演示数据）', form)
      await me.press('提交', form)
      await me.sees('应在此前回复')
    },

    async seesAnswer(words: string) {
      await me.page.reload()
      await me.sees(words, me.region('往来'))
      await me.sees('已回复', me.region('时限'))
    },

    async seesWaiting(sentence: string) {
      await myCase()
      await me.sees(sentence)
    },
  }
}
