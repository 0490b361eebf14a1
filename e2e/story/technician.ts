import type { Person } from './person.ts'

/** Somebody sent to the shop, with a phone. */
export const technicianWith = (me: Person, name: string, badgeNo: string) => {
  let visit = ''
  const here = () => me.open(visit)
  return {
    me,

    async openVisit(shopName: string) {
      await me.open('/technician')
      await me.follow(new RegExp(`${shopName}.*(已约定|等商户确认时间)`))
      await me.sees('这趟要做的事')
      visit = new URL(me.page.url()).pathname
    },

    async setOut(address: string) {
      await here()
      await me.follow('出发')
      await me.press('查看地址并出发')
      await me.sees(address)
      await me.follow('我到了，门口核验')
    },

    /** What this phone shows at the door. */
    async showBadge() {
      const code = me.page.getByRole('status', { name: '您的核验码', exact: true })
      await me.sees(/^\d{6}$/, code)
      return { name, badgeNo, code: await code.innerText() }
    },

    async typeWrongCode(right: string) {
      const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0')
      await me.fill('商户的六位码', wrong)
      await me.refused('DOOR-1', 'visits.arrive', 409, () => me.press('核验并到店'))
    },

    async typeCode(code: string) {
      await me.fill('商户的六位码', code)
      await me.press('核验并到店')
      await me.sees('已到店，按清单做')
    },

    async survey() {
      await me.follow('开始勘查')
      for (const question of [
        '招牌与执照名称一致？',
        '店铺确实在营业？',
        '密码键盘在摄像头拍不到的地方？',
        '旁边有可用的 220 V 插座？',
        '插座有接地？',
      ])
        await me.answer(question, '是')
      await me.fill('已有的其他终端和收款码', '1')
      await me.fill('终端打算放在哪里', '收银台右侧，远离灶台')
      await me.answer('可用的网络', 'Wi-Fi（WPA2 以上）')
      await me.fill('移动信号强度', '83')
      await me.press('用我现在的位置')
      await me.sees('39.921500, 116.443100')
      await me.press('提交勘查，完成')
      await me.sees('这趟上门已完成')
    },

    async takeCustody(serialNo: string, sealNo: string) {
      await here()
      await me.follow('接收终端', me.page.getByRole('list', { name: '这趟要做的事', exact: true }))
      await me.fill('序列号', serialNo)
      await me.fill('封签号', sealNo)
      await me.answer('封签完好，没有拆过？', '是')
      await me.press('核对并接收')
      await me.sees('可以出发了')
    },

    async inspect(serialNo: string, sealNo: string, firmwareVersion: string) {
      await me.follow('核验终端')
      await me.fill('序列号', serialNo)
      await me.fill('封签号', sealNo)
      await me.answer('封签完好，没有拆过？', '是')
      await me.answer('机身没有破损、撬痕、多出来的东西？', '是')
      await me.fill('固件版本', firmwareVersion)
      await me.press('提交核验')
      await me.sees('等商户')
    },

    async bind(serialNo: string) {
      await here()
      await me.follow('开始绑定')
      await me.fill('序列号', serialNo)
      await me.press('用我现在的位置')
      await me.sees('误差约 15 米')
      await me.press('绑定这台终端')
      await me.sees('已绑定')
    },

    /** Opens the test and reads the line that starts the simulated terminal. */
    async openTest() {
      await me.follow('做功能测试')
      await me.press('开始测试')
      await me.sees('主机在等终端连接…')
      const shown = me.region('没有真机？用模拟终端跑同一套测试').getByRole('region')
      return (await shown.innerText()).trim()
    },

    /** Each step turns green by itself, for the host says so. */
    async watchTestPass() {
      const steps = me.page.getByRole('list', { name: '测试步骤', exact: true }).getByRole('listitem')
      await me.sees('全部通过')
      for (const step of await steps.all()) await me.sees(/通过$/, step)
      await me.sees(`已通过 ${await steps.count()} / ${await steps.count()}`)
    },

    async seesFinished() {
      await here()
      await me.sees('这趟上门已完成')
    },
  }
}
