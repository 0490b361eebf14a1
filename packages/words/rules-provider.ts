/** Providers: filing and advertising. */
export const providerRules = {
  'PROV-1': {
    happened: ['该服务商的备案状态不是有效。', 'This provider’s filing is not in effect.'],
    remedy: ['请选择备案有效的服务商。', 'Choose a provider whose filing is in effect.'],
  },
  'PROV-2': {
    happened: ['该服务商的备案已于 {validUntil} 到期。', 'This provider’s filing ended on {validUntil}.'],
    remedy: ['请等其续期，或选择其他服务商。', 'Wait for its renewal, or choose another provider.'],
  },
  'PROV-3': {
    happened: ['该服务商的备案区域不包括这家店所在地。', 'This provider is not filed for the shop’s region.'],
    remedy: ['请选择在当地备案的服务商。', 'Choose a provider filed there.'],
  },
  'PROV-4': {
    happened: ['该服务商没有备案特约商户服务。', 'This provider is not filed for merchant service.'],
    remedy: [
      '请选择备案了特约商户服务和终端维护的服务商。',
      'Choose one filed for merchant service and terminal maintenance.',
    ],
  },
  'PROV-5': {
    happened: ['该服务商近三次评价中有不合格。', 'One of this provider’s last three evaluations was a fail.'],
    remedy: ['请选择其他服务商。', 'Choose another provider.'],
  },
  'PROV-6': {
    happened: ['区域代码应为六位行政区划代码。', 'A region is a six-digit division code.'],
    remedy: [
      '例如浙江省填 330000，杭州市填 330100。',
      'For example 330000 for Zhejiang, 330100 for Hangzhou.',
    ],
  },
  'PROV-7': {
    happened: [
      '介绍中有禁止使用的宣传用语：{words}。',
      'The description uses banned advertising words: {words}.',
    ],
    remedy: ['请删除这些用语后再登记。', 'Remove these words and publish again.'],
  },
  'PROV-8': {
    happened: ['服务热线不是可拨打的电话号码。', 'The hotline is not a number one can dial.'],
    remedy: ['请填写全天有人接听的电话号码。', 'Enter a telephone number that is answered around the clock.'],
  },
  'PROV-9': {
    happened: ['这家机构不是服务商。', 'This organisation is not a provider.'],
    remedy: ['请选择服务商机构。', 'Choose a provider.'],
  },
} as const
