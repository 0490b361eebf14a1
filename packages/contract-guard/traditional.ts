/** Traditional and variant characters of contract language → the simplified ones the rules are written in. */
const pairs =
  '個个們们來来價价傳传債债備备億亿僅仅償偿優优兌兑兩两內内冊册凈净凍冻幾几則则剛刚創创刪删劃划動动務务勝胜勞劳勢势勻匀區区協协單单卻却參参員员問问啟启喪丧' +
  '嚴严團团國国圍围圓圆圖图場场壞坏執执報报塊块壓压墊垫夠够奪夺奬奖獎奖妝妆婦妇學学審审寫写實实寬宽將将專专對对導导屆届層层屬属島岛師师帳账帶带幣币幫帮庫库' +
  '廢废廣广廠厂張张強强彈弹彙汇匯汇後后從从復复徑径憑凭應应懷怀態态慮虑戶户拋抛掃扫掛挂採采換换揮挥損损撥拨據据擔担擬拟擴扩擾扰攤摊攜携數数斷断於于時时暫暂' +
  '曆历書书會会東东條条棄弃業业極极構构樓楼標标機机檔档檢检檻槛櫃柜權权歡欢歸归殘残毀毁決决況况沒没減减測测準准滅灭滿满潰溃濟济灣湾無无煩烦燒烧營营爭争爾尔' +
  '牽牵狀状獨独獲获現现產产畫画異异當当疊叠發发皺皱盜盗盡尽監监盤盘確确碼码礎础禁禁禦御禮礼稅税種种積积穩稳窮穷競竞筆笔節节範范築筑簡简簽签籌筹糾纠紀纪約约' +
  '納纳級级純纯紙纸組组細细終终結结絕绝給给統统經经綁绑維维網网緊紧線线締缔編编緩缓縮缩總总績绩繳缴續续纏缠罰罚罷罢義义習习聯联聲声職职聽听脫脱臺台舉举與与' +
  '舊旧華华蓋盖處处號号虧亏衛卫補补裝装裡里裏里製制複复見见規规視视覽览覺觉觀观觸触訂订計计訊讯記记訟讼訪访設设許许訴诉診诊註注詐诈評评詢询試试話话該该詳详' +
  '認认誌志誘诱語语誠诚誤误說说説说調调請请諮谘論论諾诺謀谋證证識识譽誉譯译議议護护讀读變变讓让豐丰負负財财責责貨货販贩貪贪貫贯貴贵貸贷費费貼贴買买賀贺資资' +
  '賊贼賓宾賠赔賣卖質质賬账賭赌賺赚購购贈赠贏赢贓赃趨趋跡迹踐践躍跃車车軟软軸轴較较載载輕轻輛辆輸输轄辖轉转辦办辭辞農农這这連连週周進进遊游運运過过達达違违' +
  '遞递遠远適适遲迟遷迁選选遺遗還还郵邮鄉乡醫医釋释鈔钞鈕钮鉤钩銀银銷销鋪铺錄录錢钱錯错鍵键鎖锁鎮镇鏈链鐘钟鑒鉴鑰钥長长門门閉闭開开間间關关闆板陳陈陸陆陰阴' +
  '陽阳隊队階阶際际隨随險险隱隐雙双離离難难電电霧雾靈灵靜静響响項项順顺須须預预頒颁領领頭头頻频題题額额顏颜願愿類类顧顾顯显風风飛飞飯饭養养餐餐餘余館馆驗验' +
  '驟骤體体髮发鬆松麼么點点齊齐齡龄齣出衹只祇只鍾钟羣群夥伙甦苏'

/** Stand-alone radicals that PDF writers put in place of characters and NFKC leaves alone. */
const radicals =
  '⺟母⺠民⺩王⻁虎⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻐钅⻑長⻒镸⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟'

const table = (list: string): Map<string, string> => {
  const map = new Map<string, string>()
  for (let at = 0; at + 1 < list.length; at += 2) map.set(list.charAt(at), list.charAt(at + 1))
  return map
}

const characters = new Map([...table(pairs), ...table(radicals)])

/** The simplified character for a traditional, variant or radical one; the same character otherwise. */
export const simplified = (character: string): string => {
  const once = characters.get(character)
  return once === undefined ? character : (characters.get(once) ?? once)
}
